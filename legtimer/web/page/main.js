// Puts the page together.

import { Connection } from "./connection.js";
import { Screen } from "./screen.js";
import { Sound } from "./sound.js";
import { hasFingers, showButtons, stayAwake } from "./touch.js";

const find = (id) => document.getElementById(id);
const LOST = "No connection: trying again. If it stays lost, start legtimer serve again.";
const ELSEWHERE = "The sound is played by the page that was opened first.";
let where = "page"; // where the sound is played
let keyboard = false;

function say(text) {
  find("line").textContent = text;
  find("line").hidden = !text;
}

const screen = new Screen(find("terminal"), {
  input: (keys) => connection.send("stdin", keys),
  focus: () => connection.send("focus"),
  blur: () => connection.send("blur"),
  buttons: (buttons) => showButtons(find("buttons"), buttons, (keys) => connection.send("stdin", keys), toggleKeyboard),
});

const connection = new Connection({
  opened: () => {
    say("");
    connection.send("may_sound", sound.allowed ?? false);
    if (document.hasFocus()) connection.send("focus");
  },
  output: (output) => screen.draw(output, () => connection.send("drawn")),
  size: (columns, rows) => screen.resize(columns, rows),
  clock: () => sound.update(sound.wanted),
  sound: (place, tracks) => {
    where = place;
    sound.update(tracks);
    offerSound();
  },
  lost: () => say(LOST),
  ended: (reason) => {
    sound.update([]);
    say(reason);
    find("buttons").replaceChildren();
  },
});

const sound = new Sound(connection, () => {
  connection.send("may_sound", sound.allowed);
  offerSound();
});

function offerSound() {
  find("begin").hidden = where !== "page" || sound.allowed === true;
  document.title = where === "elsewhere" ? `legtimer (${ELSEWHERE})` : "legtimer";
}

async function begin() {
  stayAwake();
  screen.focus();
  if (where !== "computer") await sound.allow();
}

function toggleKeyboard() {
  screen.keyboard = keyboard = !keyboard;
}

function fit() {
  const [columns, rows] = screen.proposed;
  connection.send("resize", { width: columns, height: rows });
}

history.replaceState(null, "", location.pathname); // without the key
if (hasFingers) screen.keyboard = false;
find("begin").onclick = begin;
for (const kind of ["keydown", "pointerup"]) addEventListener(kind, begin, { capture: true });
addEventListener("visibilitychange", () => document.visibilityState === "visible" && stayAwake());
new ResizeObserver(fit).observe(find("terminal"));
connection.open(() => screen.proposed);
