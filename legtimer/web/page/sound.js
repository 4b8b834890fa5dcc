// Plays tracks by the audio clock: once started, neither a busy page nor a lost line can delay a sample.

const RATE = 44100;
const PARTS = [1, 4, 16, Infinity]; // seconds of a track that are fetched at once: the first soon, the rest in time
const SOON = 0.03; // seconds from now at which playing can start
const FADE = 0.005; // seconds: an abrupt start in the middle would click

export class Sound {
  constructor(connection, onChange) {
    this.connection = connection;
    this.onChange = onChange; // called when the browser allows or stops sound
    this.wanted = []; // as the server says, the newest last
    this.tracks = new Map(); // by number
  }

  get allowed() {
    return this.context?.state === "running";
  }

  // Browsers allow this in reaction to a tap or a key.
  async allow() {
    if (!this.context) {
      this.context = new AudioContext({ sampleRate: RATE, latencyHint: "playback" });
      this.context.onstatechange = () => {
        this.#silence(); // its clock has stood still
        this.update(this.wanted);
        this.onChange();
      };
    }
    await this.context.resume();
  }

  update(wanted) {
    this.wanted = wanted;
    if (!this.allowed || !this.connection.knowsClock) return;
    const newest = wanted.at(-1);
    for (const [number, track] of this.tracks) {
      if (wanted.some((each) => each.number === number)) continue;
      // One that was replaced goes on until the newest starts. One that was withdrawn ends at once.
      if (!newest || number > newest.number) this.#stop(number, 0);
      else if (track.replacedAt !== undefined) this.#stop(number, track.replacedAt);
      else track.outdated = true;
    }
    for (const each of wanted) if (!this.tracks.has(each.number)) this.#start(each);
    for (const track of this.tracks.values()) this.#endAtNext(track);
  }

  // When the first sample of all is due, or would have been, on the audio clock.
  #origin({ sample, at, number }) {
    const sounding = [...this.tracks.values()].filter((track) => track.number < number).at(-1);
    const due = at / 1000 - sample / RATE;
    // What replaces a track in its middle keeps its clock, so that the beat goes on; a new set measures it anew.
    const replaces = sounding && due < sounding.due + (sounding.length - RATE / 20) / RATE;
    if (replaces && sounding.sounds) return { due, origin: this.#grid(sounding.origin + due - sounding.due) };
    const heard = this.context.getOutputTimestamp();
    const known = heard.performanceTime > 0;
    const context = known ? heard.contextTime : this.context.currentTime - (this.context.outputLatency || 0);
    const now = known ? heard.performanceTime : performance.now();
    return { due, origin: this.#grid(context + (this.connection.localTime(due * 1000) - now) / 1000) };
  }

  #grid(time) {
    return Math.round(time * RATE) / RATE;
  }

  async #start(wanted) {
    const gate = this.context.createGain();
    gate.connect(this.context.destination);
    const track = { ...wanted, ...this.#origin(wanted), gate, sources: [], sounds: false };
    this.tracks.set(track.number, track);
    let next = Math.max(track.sample, this.#sampleAt(track, this.context.currentTime));
    for (const seconds of PARTS) {
      const end = Math.min(track.length, next + seconds * RATE);
      if (next >= end || this.tracks.get(track.number) !== track) return;
      const answer = await fetch(`/sound/${track.number}?from=${next}&to=${end}`).catch(() => null);
      if (!answer?.ok) return;
      this.#schedule(track, next, new Int16Array(await answer.arrayBuffer()));
      next = end;
    }
  }

  #sampleAt(track, time) {
    return Math.ceil((time - track.origin) * RATE);
  }

  #schedule(track, first, samples) {
    if (this.tracks.get(track.number) !== track) return;
    const begin = Math.max(first, this.#sampleAt(track, this.context.currentTime + SOON));
    if (begin >= first + samples.length) return;
    const buffer = this.context.createBuffer(1, samples.length, RATE);
    buffer.copyToChannel(Float32Array.from(samples, (sample) => sample / 32768), 0);
    const source = this.context.createBufferSource();
    source.buffer = buffer;
    source.connect(track.gate);
    const start = track.origin + begin / RATE;
    source.start(start, (begin - first) / RATE);
    track.sources.push(source);
    if (track.sounds) return;
    track.sounds = true;
    track.starts = start;
    if (begin > 0) track.gate.gain.setValueAtTime(0, 0).setValueAtTime(0, start).linearRampToValueAtTime(1, start + FADE);
    for (const other of this.tracks.values()) this.#endAtNext(other);
  }

  // A track is heard until the next newer one starts.
  #endAtNext(track) {
    const next = [...this.tracks.values()].find((other) => other.number > track.number && other.sounds);
    if (next?.starts === track.replacedAt) return;
    track.replacedAt = next?.starts;
    if (!next) track.gate.gain.cancelScheduledValues(0).setValueAtTime(1, 0);
    else if (track.outdated) this.#stop(track.number, next.starts);
    else track.gate.gain.setValueAtTime(0, next.starts);
  }

  #stop(number, time) {
    const track = this.tracks.get(number);
    track.gate.gain.cancelScheduledValues(time).setValueAtTime(0, time);
    for (const source of track.sources) source.stop(time);
    if (time <= this.context.currentTime) this.tracks.delete(number); // until then, a pause may still silence it
  }

  #silence() {
    for (const number of this.tracks.keys()) this.#stop(number, 0);
  }
}
