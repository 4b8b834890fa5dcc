// What only a screen without keys needs: buttons, full screen, a screen that stays awake.

const SEQUENCES = { space: " ", enter: "\r", escape: "\x1b", left: "\x1b[D", right: "\x1b[C", up: "\x1b[A", down: "\x1b[B", "ctrl+s": "\x13" };
export const hasFingers = matchMedia("(any-pointer: coarse)").matches;

function button(text, label, act) {
  const made = document.createElement("button");
  made.textContent = text;
  made.ariaLabel = label;
  made.onclick = act;
  made.onpointerdown = (event) => event.preventDefault(); // the terminal keeps the keys
  return made;
}

// A button for each [label, key] of what is on the screen, and two that are always there.
export function showButtons(element, buttons, press, toggleKeyboard) {
  if (!hasFingers) return;
  const made = buttons.map(([label, key]) => button(label, label, () => press(SEQUENCES[key] ?? key)));
  made.push(button("abc", "keyboard", toggleKeyboard));
  if (document.fullscreenEnabled) made.push(button("full", "full screen", toggleFullScreen));
  element.replaceChildren(...made);
}

function toggleFullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen();
}

// Browsers allow it on pages that are visible, and encrypted or of this computer.
export async function stayAwake() {
  await navigator.wakeLock?.request("screen").catch(() => {});
}
