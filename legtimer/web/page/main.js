// Puts the page together.

import { Connection } from "./connection.js";
import { Screen } from "./screen.js";
import { Sound } from "./sound.js";
import { showButtons, stayAwake } from "./touch.js";

const [terminal, line, keyboard] = ["terminal", "line", "keyboard"].map((id) => document.getElementById(id));
const page = document.body.dataset; // by which page.css shows the button that asks for sound
const press = (keys) => connection.send("stdin", keys);
const fit = () => connection.send("resize", ...screen.room);
const sayWhetherSound = () => connection.send("may_sound", (page.allowed = sound.context.state === "running"));

const screen = new Screen(terminal, press, (rows) => showButtons(rows, press));
const sound = new Sound(sayWhetherSound);
const connection = new Connection(() => screen.room, {
  opened: () => {
    line.textContent = "";
    sound.aheads = []; // one of the computers may have slept
    sayWhetherSound();
  },
  output: (output) => screen.terminal.write(output, () => connection.send("drawn")),
  size: (columns, rows) => screen.resize(columns, rows),
  time: (serverTime) => sound.takeTime(serverTime),
  sound: (place, tracks) => {
    page.sound = place; // "here", "elsewhere" (in a page that was opened earlier) or "computer" (that serves)
    document.title = place === "elsewhere" ? "legtimer (sound in the page that was opened first)" : "legtimer";
    sound.update(tracks);
  },
  lost: () => (line.textContent = "No connection: trying again. If it stays lost, start legtimer serve again."),
  ended: (reason) => {
    sound.context.close();
    document.body.replaceChildren(Object.assign(line, { textContent: reason }));
  },
});

function start() {
  stayAwake();
  screen.terminal.focus();
  if (page.sound !== "computer") sound.context.resume();
}

history.replaceState(null, "", location.href.replace(/key=[^&]*&?/, "").replace(/\?$/, ""));
keyboard.onclick = () => screen.toggleKeyboard();
if (matchMedia("(any-pointer: coarse)").matches) screen.toggleKeyboard();
for (const kind of ["keydown", "pointerup"]) addEventListener(kind, start, { capture: true });
addEventListener("visibilitychange", stayAwake);
addEventListener("focus", fit); // the app takes the size of the page that is looked at
new ResizeObserver(fit).observe(terminal);
