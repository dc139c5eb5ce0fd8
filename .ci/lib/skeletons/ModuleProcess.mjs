import { createInterface } from 'node:readline';
import { start } from '../../../bootstrap/children.mjs';
import { stop } from '../stop.mjs';
import { isRunning } from './isRunning.mjs';

const LIMIT_MS = 30_000;
// Migrations wait for a database for a minute.
const PROGRAM_LIMIT_MS = 70_000;
const SHOWN_LINES = 15;
const SHOWN_LENGTH = 400;
const LEVELS = new Set(['debug', 'info', 'warn', 'error']);

/** A program of a module while it runs, and what it has said. */
export class ModuleProcess {
  #child;
  #ended;
  /** What it has printed, by line, with the stream that it came by. */
  lines = [];

  constructor(label, [program, ...args], { cwd, env }) {
    this.label = label;
    this.#child = start(program, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of ['stdout', 'stderr']) {
      createInterface({ input: this.#child[stream] }).on('line', text =>
        this.lines.push({ stream, text }),
      );
    }
    this.#ended = new Promise(resolve => {
      this.#child.once('error', ({ message }) => {
        this.lines.push({ stream: 'stderr', text: message });
        resolve({ code: 127 });
      });
      this.#child.once('close', (code, signal) => resolve({ code, signal }));
    });
  }

  get hasEnded() {
    return !isRunning(this.#child);
  }

  /** Its exit code, or the signal that has ended it; fails if it does not end soon. */
  async ended(limitMs = LIMIT_MS) {
    let timer;
    const tooLate = new Promise((_, reject) => {
      timer = setTimeout(
        () => reject(new Error(`Not ended within ${limitMs / 1000} s`)),
        limitMs,
      );
    });
    return Promise.race([this.#ended, tooLate]).finally(() =>
      clearTimeout(timer),
    );
  }

  signal(name) {
    this.#child.kill(name);
  }

  async stop() {
    if (this.#child.pid !== undefined) {
      await stop(this.#child, 'SIGKILL');
      await this.#ended;
    }
  }

  /** Its lines as objects. */
  logs() {
    return this.lines.map(readLog).filter(Boolean);
  }

  /** Fails if it has said nothing, or what is no line of a log. */
  checkLogs() {
    const strange = this.lines.find(line => !readLog(line));
    if (strange || this.lines.length === 0) {
      const { stream, text } = strange ?? { stream: 'stdout', text: '' };
      throw new Error(
        `${this.label}: this is no line of a log (${stream}): ${text}`,
      );
    }
  }

  /** Its last lines, for whoever looks for what went wrong. */
  describe() {
    const shown = this.lines
      .slice(-SHOWN_LINES)
      .map(({ text }) => text.slice(0, SHOWN_LENGTH));
    return [`${this.label} said:`, ...shown].join('\n');
  }
}

function readLog({ stream, text }) {
  try {
    const { time, level, message, ...others } = JSON.parse(text);
    const isWhole =
      stream === 'stdout' &&
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(time) &&
      LEVELS.has(level) &&
      typeof message === 'string';
    return isWhole ? { time, level, message, ...others } : undefined;
  } catch {
    return undefined;
  }
}

/** Runs a program of a module to its end; answers how it ended and what it said. */
export async function runProgram(label, command, options) {
  const program = new ModuleProcess(label, command, options);
  const { code, signal } = await program.ended(PROGRAM_LIMIT_MS);
  return { code: code ?? signal, program };
}
