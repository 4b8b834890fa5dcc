// The web socket to the server. It is opened again when the line is lost, and knows the server's clock.

const RETRY = 1000, SILENCE = 6000, PING = 1000; // milliseconds
const KEPT = 60; // measurements of the clock

export class Connection {
  // `on` has a function for each kind of message, and `output`, `lost`, `opened` and `ended`.
  constructor(on) {
    this.on = on;
    this.name = Math.random().toString(36).slice(2); // tells the server which lost connection this one replaces
    this.clocks = [];
    setInterval(() => this.#watch(), PING);
  }

  // `size` returns the columns and rows that the page has room for.
  open(size) {
    this.again = () => this.open(size);
    const [columns, rows] = size();
    const query = `?width=${columns}&height=${rows}&page=${this.name}`;
    const socket = (this.socket = new WebSocket(`${location.origin.replace("http", "ws")}/ws${query}`));
    this.heard = performance.now();
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      this.on.opened();
      for (let i = 0; i < 5; i++) setTimeout(() => this.#ping(), 100 * i);
    };
    socket.onmessage = ({ data }) => socket === this.socket && this.#receive(data);
    socket.onclose = ({ reason }) => {
      if (socket !== this.socket) return;
      if (!reason) return this.#lose();
      this.socket = null;
      this.on.ended(reason);
    };
  }

  send(...message) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  // The time here (performance.now) at a time of the server, both in milliseconds.
  localTime(serverTime) {
    return serverTime - this.clocks.reduce((best, each) => (each.trip < best.trip ? each : best)).ahead;
  }

  get knowsClock() {
    return this.clocks.length > 0;
  }

  #receive(data) {
    this.heard = performance.now();
    if (typeof data !== "string") return this.on.output(new Uint8Array(data));
    const [kind, ...values] = JSON.parse(data);
    if (kind === "pong") this.#measure(...values);
    else this.on[kind]?.(...values);
  }

  #ping() {
    this.send("ping", performance.now());
  }

  // The quickest answer tells the time best: it is late by at most half of its trip.
  #measure(sent, serverTime) {
    const trip = this.heard - sent;
    this.clocks.push({ trip, ahead: serverTime - (sent + trip / 2) });
    if (this.clocks.length > KEPT) this.clocks.shift();
    if (this.clocks.length === 5) this.on.clock();
  }

  #watch() {
    this.#ping();
    if (this.socket && performance.now() - this.heard > SILENCE) this.#lose();
  }

  // Closing a lost connection may take long, and is not waited for.
  #lose() {
    this.socket.close();
    this.socket = null;
    this.on.lost();
    setTimeout(this.again, RETRY);
  }
}
