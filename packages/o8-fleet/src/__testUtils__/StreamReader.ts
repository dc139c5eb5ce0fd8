import { EventEmitter, once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { KubeObject } from '../types';

/** One message of a stream of Applications. */
export interface StreamMessage {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  application: KubeObject;
}

/** Reads the messages of a stream of Applications as they come. */
export class StreamReader {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly messages: StreamMessage[] = [];
  /** Everything else that was said. */
  readonly others: string[] = [];
  isOver = false;
  readonly #stream: Readable;
  readonly #emitter = new EventEmitter();

  constructor(
    status: number,
    headers: Record<string, unknown>,
    stream: Readable,
  ) {
    this.status = status;
    this.headers = headers;
    this.#stream = stream;
    stream.on('error', () => this.#end());
    stream.on('close', () => this.#end());
    createInterface({ input: stream })
      .on('line', line => this.#read(line))
      .on('error', () => this.#end());
  }

  /** What came, in short: `ADDED billing-eu-1`. */
  get told(): string[] {
    return this.messages.map(
      ({ type, application }) => `${type} ${application.metadata.name}`,
    );
  }

  /** Waits for a message. */
  async waitFor(
    isIt: (message: StreamMessage) => boolean,
  ): Promise<StreamMessage> {
    for (;;) {
      const found = this.messages.find(isIt);
      if (found) return found;
      if (this.isOver) {
        throw new Error(`The stream ended after: ${this.told.join(', ')}`);
      }
      await once(this.#emitter, 'change');
    }
  }

  async waitForCount(count: number): Promise<string[]> {
    await this.waitFor(() => this.messages.length >= count);
    return this.told;
  }

  async waitForOther(text: string): Promise<void> {
    while (!this.others.includes(text)) {
      if (this.isOver) throw new Error('The stream ended');
      await once(this.#emitter, 'change');
    }
  }

  async waitForEnd(): Promise<void> {
    while (!this.isOver) await once(this.#emitter, 'change');
  }

  close(): void {
    this.#stream.destroy();
  }

  #read(line: string): void {
    const text = line.replace(/^data: /, '').trim();
    const message = text.startsWith('{"result"') ? JSON.parse(text) : undefined;
    if (message) this.messages.push(message.result);
    else if (text !== '') this.others.push(text);
    this.#emitter.emit('change');
  }

  #end(): void {
    this.isOver = true;
    this.#emitter.emit('change');
  }
}
