// Plays tracks by the audio clock: once started, neither a busy page nor a lost line can delay a sample.

const SOON = 0.03, NEVER = 1e6; // seconds from now at which playing can start, and of a time that never comes
const RATE = 44100, FADE = 220; // samples a second, and of a fade: an abrupt start in the middle would click
const ENOUGH = 5, KEPT = 60; // measurements of the server's clock

export class Sound {
  context = new AudioContext({ sampleRate: RATE, latencyHint: "playback" });
  wanted = []; // as the server says, the newest last
  tracks = new Map(); // by number, the newest last; each is heard until the next one starts
  aheads = []; // milliseconds that the server's clock seemed to be ahead of performance.now
  scale = new GainNode(this.context, { gain: 1 / 32768 }); // samples are whole numbers: dividing them would take long

  // `onChange` is called when the browser allows or stops sound.
  constructor(onChange) {
    this.scale.connect(this.context.destination);
    this.context.onstatechange = () => {
      for (const track of this.tracks.values()) this.#stop(track); // the audio clock has stood still
      this.offsets = {}; // seconds that it is ahead of the server's, measured anew for each set
      onChange();
    };
  }

  // Called every second with the time of the server, in milliseconds.
  takeTime(serverTime) {
    this.aheads = [serverTime - performance.now(), ...this.aheads].slice(0, KEPT);
    this.update(this.wanted); // what did not arrive is fetched again
  }

  update(wanted) {
    this.wanted = wanted;
    const numbers = wanted.map(({ number }) => number);
    for (const track of this.tracks.values()) {
      // One that was replaced goes on until the newer one is here and starts.
      const over = track.number > Math.max(...numbers) || track.until < this.context.currentTime;
      if (over && !numbers.includes(track.number)) this.#stop(track);
    }
    const { contextTime, performanceTime } = this.context.getOutputTimestamp();
    if (this.context.state !== "running" || !performanceTime || this.aheads.length < ENOUGH) return;
    const ahead = Math.max(...this.aheads); // of the quickest message: the others were late
    for (const each of wanted) {
      // What changes a set keeps its offset, so that the beat goes on.
      const offset = (this.offsets[each.clock] ??= contextTime - (performanceTime + ahead) / 1000);
      const origin = Math.round((each.due / 1000 + offset) * RATE); // place of the first sample on the audio clock
      const track = this.tracks.get(each.number) ?? { ...each, origin, sources: [], end: 0, starts: NEVER };
      this.tracks.set(each.number, track);
      this.#fetch(track);
    }
  }

  async #fetch(track) {
    if (track.fetching) return;
    track.fetching = true;
    for (let seconds = 1; ; seconds *= 4) { // the first is fetched by itself, to be here soon
      const first = Math.max(track.first, track.end, this.#sampleAt(this.context.currentTime, track));
      if (first >= track.length) break;
      const answer = fetch(`/sound/${track.number}?from=${first}&to=${first + seconds * RATE}`);
      const part = await answer.then((sound) => sound.ok && sound.arrayBuffer()).catch(() => null);
      if (!part || this.tracks.get(track.number) !== track) break;
      this.#schedule(track, first, new Int16Array(part));
    }
    track.fetching = false;
  }

  #sampleAt(time, track) {
    return Math.ceil(time * RATE) - track.origin;
  }

  #schedule(track, first, samples) {
    const begin = Math.max(first, this.#sampleAt(this.context.currentTime + SOON, track));
    if (begin >= first + samples.length) return;
    const heard = new Float32Array(samples.subarray(begin - first));
    if (begin !== track.end) for (let i = 0; i < FADE; i++) heard[i] *= i / FADE;
    const source = this.context.createBufferSource();
    source.buffer = this.context.createBuffer(1, heard.length, RATE);
    source.buffer.copyToChannel(heard, 0);
    source.connect(this.scale);
    source.start((track.origin + begin) / RATE);
    track.sources.push(source);
    track.starts = Math.min(track.starts, (track.origin + begin) / RATE);
    track.end = first + samples.length;
    this.#arrange();
  }

  #arrange() {
    let until = NEVER;
    for (const track of [...this.tracks.values()].reverse()) {
      track.until = until;
      for (const source of track.sources) source.stop(until);
      until = Math.min(until, track.starts);
    }
  }

  #stop(track) {
    for (const source of track.sources) source.stop();
    this.tracks.delete(track.number);
    this.#arrange();
  }
}
