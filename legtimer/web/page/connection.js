// The web socket to the server, which sends something every second. It is opened again when the line is lost.

const RETRY = 1000, SILENCE = 6000; // milliseconds
const NAME = Math.random().toString(36).slice(2); // tells the server which lost connection a new one replaces

export class Connection {
  // `room` returns the columns and rows that fit the page; `on` has a function for each kind of message and event.
  constructor(room, on) {
    Object.assign(this, { room, on });
    this.#open();
  }

  send(...message) {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  #open() {
    const [columns, rows] = this.room();
    const query = `width=${columns}&height=${rows}&page=${NAME}`;
    this.socket = new WebSocket(`${location.origin.replace("http", "ws")}/ws?${query}`);
    this.socket.binaryType = "arraybuffer";
    this.socket.onopen = this.on.opened;
    this.socket.onclose = ({ reason }) => this.#end(reason);
    this.socket.onmessage = ({ data }) => {
      this.#expectMore();
      const [kind, ...values] = typeof data === "string" ? JSON.parse(data) : ["output", new Uint8Array(data)];
      this.on[kind](...values);
    };
    this.#expectMore();
  }

  #expectMore() {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.#end(), SILENCE);
  }

  // The server closes it with a reason. A lost one may take long to close, and is not waited for.
  #end(reason) {
    clearTimeout(this.silence);
    this.socket.onmessage = this.socket.onclose = null;
    this.socket.close();
    if (reason) return this.on.ended(reason);
    this.on.lost();
    setTimeout(() => this.#open(), RETRY);
  }
}
