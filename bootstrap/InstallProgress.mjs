const TICK_MS = 1000;
const STEP = /┌ (\w+) step/;
const WORDS = {
  Resolution: 'resolving versions',
  Fetch: 'downloading packages',
  Link: 'writing node_modules',
};

/** Shows which step `yarn install` is at, and for how long. */
export class InstallProgress {
  #log;
  #stream;
  #step = 'starting';
  #startMs = 0;
  #timer;

  constructor({ log, stream }) {
    this.#log = log;
    this.#stream = stream;
  }

  start() {
    this.#startMs = Date.now();
    this.#log(
      'Installing the dependencies (about 2 GB; one to three minutes) …',
    );
    if (this.#stream.isTTY) {
      this.#timer = setInterval(() => this.#draw(), TICK_MS);
      this.#timer.unref();
    }
  }

  /** Takes what Yarn printed. */
  add(text) {
    const step = STEP.exec(text)?.[1];
    if (!step) {
      return;
    }
    this.#step = WORDS[step] ?? step;
    if (!this.#stream.isTTY) {
      this.#log(`  ${this.#step} (${this.#seconds()} s)`);
    }
  }

  end({ isDone }) {
    clearInterval(this.#timer);
    if (this.#stream.isTTY) {
      this.#stream.write('\r\u001b[K');
    }
    this.#log(
      `Dependencies: ${isDone ? 'done' : 'failed'} after ${this.#seconds()} s.`,
    );
  }

  #seconds() {
    return Math.round((Date.now() - this.#startMs) / 1000);
  }

  #draw() {
    this.#stream.write(`\r\u001b[K  ${this.#step} … ${this.#seconds()} s`);
  }
}
