// The terminal: its letters fit the page, and fingers can scroll it.

import { Terminal } from "./xterm/xterm.mjs";
import { WebglAddon } from "./xterm/addon-webgl.mjs";
import { Unicode11Addon } from "./xterm/addon-unicode11.mjs";

const FONT = 'ui-monospace, Menlo, "DejaVu Sans Mono", "Roboto Mono", "Droid Sans Mono", Consolas, monospace';
const COLUMNS = 80, ROWS = 26; // what a large screen shows, so that it can be read from the mat
const SMALLEST = 15, LARGEST = 40; // pixels
const CHOSEN = Number(new URLSearchParams(location.search).get("fontsize")); // pixels
const SLOW = /swiftshader|llvmpipe|software/i; // WebGL without a graphics card, which takes 100 ms for a frame
const BUTTONS = 7700; // number of the escape sequence (OSC) with which the app says which buttons to show

export class Screen {
  // `onInput` is called with keys, `onButtons` with the buttons to show.
  constructor(page, onInput, onButtons) {
    const theme = { background: getComputedStyle(document.body).backgroundColor };
    this.page = page;
    this.terminal = new Terminal({ allowProposedApi: true, scrollback: 0, fontFamily: FONT, theme });
    this.terminal.loadAddon(new Unicode11Addon());
    this.terminal.unicode.activeVersion = "11";
    this.terminal.open(page);
    this.grid = page.querySelector(".xterm-screen");
    const webgl = new WebglAddon();
    webgl.onContextLoss(() => webgl.dispose()); // then, as without fast WebGL, xterm.js draws with elements
    const gl = document.createElement("canvas").getContext("webgl2");
    const names = gl?.getExtension("WEBGL_debug_renderer_info")?.UNMASKED_RENDERER_WEBGL ?? gl?.RENDERER;
    if (gl && !SLOW.test(gl.getParameter(names))) this.terminal.loadAddon(webgl);
    this.terminal.onData(onInput);
    this.terminal.parser.registerOscHandler(BUTTONS, (data) => onButtons(JSON.parse(data)) ?? true);
    page.addEventListener("touchstart", (event) => (this.touched = event.touches[0].clientY), { passive: true });
    page.addEventListener("touchmove", (event) => this.#scroll(event), { passive: true });
  }

  // The columns and rows that fit the page in letters of a good size.
  get room() {
    const { clientWidth: width, clientHeight: height } = this.page;
    const good = Math.min(width / COLUMNS / 0.6, height / ROWS / 1.2);
    this.terminal.options.fontSize = CHOSEN || Math.floor(Math.min(LARGEST, Math.max(SMALLEST, good)));
    const { cols, rows } = this.terminal;
    this.resize(cols, rows);
    const fitting = [(cols * width) / this.grid.offsetWidth, (rows * height) / this.grid.offsetHeight];
    return fitting.map((number) => Math.floor(number) || 1);
  }

  // Shows all of a terminal: smaller if it is that of a larger page, or while the connection is lost.
  resize(columns, rows) {
    this.terminal.resize(columns, rows);
    const { clientWidth: width, clientHeight: height } = this.page;
    this.terminal.element.style.scale = Math.min(1, width / this.grid.offsetWidth, height / this.grid.offsetHeight);
  }

  // Touching the terminal opens no keyboard on the screen unless it is asked for.
  toggleKeyboard() {
    const { textarea } = this.terminal;
    textarea.inputMode = textarea.inputMode === "none" ? "text" : "none";
    textarea.blur();
    textarea.focus();
  }

  // A finger that moves turns the wheel by a row for each row.
  #scroll({ target, touches: [{ clientX, clientY }] }) {
    const deltaY = this.touched - clientY;
    if (Math.abs(deltaY) < this.terminal.options.fontSize) return;
    this.touched = clientY;
    target.dispatchEvent(new WheelEvent("wheel", { deltaY, clientX, clientY, bubbles: true, cancelable: true }));
  }
}
