// The terminal: its letters fit the page, and fingers can scroll it.

import { Terminal } from "./xterm/xterm.mjs";
import { WebglAddon } from "./xterm/addon-webgl.mjs";
import { Unicode11Addon } from "./xterm/addon-unicode11.mjs";

const FONT = 'ui-monospace, Menlo, "DejaVu Sans Mono", "Roboto Mono", "Droid Sans Mono", Consolas, monospace';
const COLUMNS = 80, ROWS = 26; // what a large screen shows, so that it can be read from the mat
const SMALLEST = 15, LARGEST = 40; // pixels
const THEME = { background: "#101318" }; // the app's, and the page's
const TINY = 4; // pixels, in a page that is much smaller than another
const BUTTONS = 7700; // number of the escape sequence (OSC) with which the app says which buttons to show

export class Screen {
  // `on` has the functions `input`, `focus`, `blur` and `buttons`.
  constructor(element, on) {
    this.element = element;
    this.chosen = Number(new URLSearchParams(location.search).get("fontsize"));
    this.terminal = new Terminal({ allowProposedApi: true, scrollback: 0, fontFamily: FONT, theme: THEME });
    this.terminal.loadAddon(new Unicode11Addon());
    this.terminal.unicode.activeVersion = "11";
    this.terminal.open(element);
    try {
      const webgl = new WebglAddon();
      webgl.onContextLoss(() => webgl.dispose());
      this.terminal.loadAddon(webgl);
    } catch {
      // without WebGL xterm.js draws with elements
    }
    this.terminal.onData(on.input);
    this.terminal.textarea.addEventListener("focus", on.focus);
    this.terminal.textarea.addEventListener("blur", on.blur);
    this.terminal.parser.registerOscHandler(BUTTONS, (data) => on.buttons(JSON.parse(data)) ?? true);
    element.addEventListener("touchstart", (event) => (this.touched = event.touches[0].clientY), { passive: true });
    element.addEventListener("touchmove", (event) => this.#scroll(event), { passive: true });
  }

  // The columns and rows that fit the page in letters of a good size.
  get proposed() {
    const { clientWidth: width, clientHeight: height } = this.element;
    const good = Math.min(width / COLUMNS / 0.6, height / ROWS / 1.2);
    this.good = Math.floor(this.chosen || Math.min(LARGEST, Math.max(SMALLEST, good)));
    this.terminal.options.fontSize = this.good;
    const [column, row] = this.#cell;
    this.#fit();
    return [Math.max(1, Math.floor(width / column)), Math.max(1, Math.floor(height / row))];
  }

  resize(columns, rows) {
    this.terminal.resize(columns, rows);
    this.#fit();
  }

  draw(output, drawn) {
    this.terminal.write(output, drawn);
  }

  focus() {
    this.terminal.focus();
  }

  // With "none", touching the terminal opens no keyboard on the screen.
  set keyboard(shown) {
    this.terminal.textarea.inputMode = shown ? "text" : "none";
    this.terminal.textarea.blur();
    if (shown) this.focus();
  }

  // Shows the whole terminal: in smaller letters if another page is larger, or while the connection is lost.
  #fit() {
    const { options } = this.terminal;
    for (options.fontSize = this.good; options.fontSize > TINY && !this.#fits; ) options.fontSize -= 1;
  }

  get #fits() {
    const { width, height } = this.#area;
    return width <= this.element.clientWidth && height <= this.element.clientHeight;
  }

  get #area() {
    return this.element.querySelector(".xterm-screen").getBoundingClientRect();
  }

  // Width and height of a cell, in pixels.
  get #cell() {
    const { width, height } = this.#area;
    return [width / this.terminal.cols, height / this.terminal.rows];
  }

  // A finger that moves turns the wheel by a row for each row.
  #scroll(event) {
    const { clientX, clientY } = event.touches[0];
    const deltaY = this.touched - clientY;
    if (Math.abs(deltaY) < this.#cell[1]) return;
    this.touched = clientY;
    event.target.dispatchEvent(new WheelEvent("wheel", { deltaY, clientX, clientY, bubbles: true, cancelable: true }));
  }
}
