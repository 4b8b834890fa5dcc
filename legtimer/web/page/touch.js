// What only a screen without keys needs: buttons that press them, full screen, a screen that stays awake.

const [touch, buttons, full] = ["touch", "buttons", "full"].map((id) => document.getElementById(id));
let lock;
// Rows of buttons for what is on the screen, each a [text, keys].
export function showButtons(rows, press) {
  buttons.replaceChildren(...rows.map(() => document.createElement("div")));
  const button = ([textContent, keys]) =>
    Object.assign(document.createElement("button"), { textContent, onclick: () => press(keys) });
  rows.forEach((row, number) => buttons.children[number].append(...row.map(button)));
}

// Browsers allow it on pages that are visible, and encrypted or of this computer.
export async function stayAwake() {
  if (lock?.released !== false) lock = await navigator.wakeLock?.request("screen").catch(() => {});
}

touch.onpointerdown = (event) => event.preventDefault(); // the terminal keeps the keys
full.hidden = !document.fullscreenEnabled;
full.onclick = () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen());
