import { ClusterError } from '../ClusterError';

/** Events that wait while something else is read. More are given up, and the stream too. */
const MAX_WAITING = 10_000;

/**
 * Reads a stream on while nobody takes from it: a server that cannot send drops events
 * without a word.
 */
export class StreamQueue<T> implements AsyncIterable<T> {
  readonly #waiting: T[] = [];
  #end: { error?: unknown } | undefined;
  #wake: () => void = () => {};

  constructor(source: AsyncIterable<T>) {
    this.#pump(source).then(
      () => this.#finish({}),
      error => this.#finish({ error }),
    );
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      const next = this.#waiting.shift();
      if (next !== undefined) {
        yield next;
      } else if (this.#end) {
        if ('error' in this.#end) {
          throw this.#end.error;
        }
        return;
      } else {
        await new Promise<void>(resolve => {
          this.#wake = resolve;
        });
      }
    }
  }

  /** Nothing more is taken. Whoever opened the source closes it. */
  close(): void {
    this.#finish({});
  }

  async #pump(source: AsyncIterable<T>): Promise<void> {
    for await (const event of source) {
      if (this.#end) {
        return;
      }
      if (this.#waiting.length >= MAX_WAITING) {
        throw new ClusterError(
          'gone',
          'More changes came than could be kept: a full list is needed',
        );
      }
      this.#waiting.push(event);
      this.#wake();
    }
  }

  #finish(end: { error?: unknown }): void {
    this.#end ??= end;
    this.#wake();
  }
}
