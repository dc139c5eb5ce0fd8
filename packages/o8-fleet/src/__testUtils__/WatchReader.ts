import { EventEmitter, once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** One line of a watch. */
export interface WatchLine {
  type: string;
  object: {
    kind: string;
    code?: number;
    metadata: {
      name?: string;
      resourceVersion: string;
      annotations?: Record<string, string>;
    };
    [field: string]: unknown;
  };
}

/** Reads the lines of a watch as they come. */
export class WatchReader {
  readonly status: number;
  readonly lines: WatchLine[] = [];
  /** What came and is no line of a watch. */
  readonly broken: string[] = [];
  /** How much came, also of a line that has no end. */
  bytes = 0;
  isOver = false;
  readonly #stream: Readable;
  readonly #emitter = new EventEmitter();

  constructor(status: number, stream: Readable) {
    this.status = status;
    this.#stream = stream;
    stream.on('data', (chunk: Buffer) => {
      this.bytes += chunk.length;
    });
    stream.on('error', () => this.#end());
    stream.on('close', () => this.#end());
    createInterface({ input: stream })
      .on('line', line => {
        this.#read(line);
        this.#emitter.emit('change');
      })
      .on('error', () => this.#end());
  }

  /** What came, in short: `ADDED one`. */
  get told(): string[] {
    return this.lines.map(({ type, object }) =>
      `${type} ${object.metadata.name ?? ''}`.trim(),
    );
  }

  /** Waits for so many lines, and returns what they say in short. */
  async wait(count: number): Promise<string[]> {
    while (this.lines.length < count) {
      if (this.isOver) {
        throw new Error(`The watch ended after: ${this.told.join(', ')}`);
      }
      await once(this.#emitter, 'change');
    }
    return this.told;
  }

  async waitForEnd(): Promise<void> {
    while (!this.isOver) {
      await once(this.#emitter, 'change');
    }
  }

  close(): void {
    this.#stream.destroy();
  }

  #read(line: string): void {
    try {
      this.lines.push(JSON.parse(line));
    } catch {
      this.broken.push(line);
    }
  }

  #end(): void {
    this.isOver = true;
    this.#emitter.emit('change');
  }
}
