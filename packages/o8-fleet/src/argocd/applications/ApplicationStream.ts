import type { Response } from 'express';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { StoreEvent } from '../../apiserver/store';
import type { OpenWatch } from '../../apiserver/faults';
import type { StatusError } from '../../apiserver/StatusError';
import { closeOf, type ClusterStore } from '../../apiserver';
import type { KubeObject } from '../../types';
import { KINDS } from '../kinds';
import type { ApplicationFilter } from './ApplicationFilter';
import type { FieldSelection } from './FieldSelection';
import { filterFields } from './filterFields';
import { toApiObject } from './toApiObject';

/** What an {@link ApplicationStream} tells, and how. */
export interface ApplicationStreamOptions {
  store: ClusterStore;
  res: Response;
  isWanted: ApplicationFilter;
  /** Told first, as if they had been created. */
  initial: readonly KubeObject[];
  fields?: FieldSelection;
  /** As events for browsers; otherwise a line of JSON each. */
  isSse: boolean;
  keepaliveMs: number;
  /** Whether a fault wants everything twice. */
  repeats(): boolean;
}

/**
 * One open stream. It reads changes from the store's log at the speed of its client; one
 * that falls behind the log is ended.
 */
export class ApplicationStream implements OpenWatch {
  readonly #options: ApplicationStreamOptions;
  readonly #abort = new AbortController();
  /** What was told last of each name: the same is not told again. */
  readonly #told = new Map<string, string>();
  #cursor: number;
  #isIdle = false;
  #isOver = false;

  constructor(options: ApplicationStreamOptions) {
    this.#options = options;
    this.#cursor = options.store.revision;
  }

  /** Tells until the client goes, or a fault ends it. */
  async run(): Promise<void> {
    const { store, res, initial, isSse, keepaliveMs } = this.#options;
    const unsubscribe = store.subscribe(KINDS.application, event =>
      this.#wake(event),
    );
    const keepalive = isSse
      ? setInterval(() => this.#write(':\n'), keepaliveMs)
      : undefined;
    const closed = closeOf(res).then(() => this.#stop());
    try {
      for (const application of initial) {
        this.#tell('ADDED', application);
        await this.#drained();
      }
      await this.#pump();
      await closed;
    } finally {
      this.#stop();
      unsubscribe();
      clearInterval(keepalive);
    }
  }

  freeze(): void {
    this.#stop();
  }

  end(refusal?: StatusError): void {
    if (this.#isOver) return;
    if (refusal) {
      const { code, message } = refusal;
      this.#message({
        error: { grpc_code: 2, http_code: code, message, http_status: message },
      });
    }
    this.#stop();
    this.#options.res.end();
  }

  endWith(text: string): void {
    if (this.#isOver) return;
    this.#stop();
    this.#options.res.end(this.#frame(text));
  }

  breakAfter(text: string): void {
    if (this.#isOver) return;
    this.#stop();
    const { res, isSse } = this.#options;
    res.write(isSse ? `data: ${text}` : text, () => res.socket?.destroy());
  }

  #stop(): void {
    this.#isOver = true;
    this.#abort.abort();
  }

  /** Called inside of each change; a stream that has told everything goes on from here. */
  #wake(event: StoreEvent): void {
    if (this.#isIdle && !this.#isOver) {
      this.#cursor = event.revision - 1;
      // Rejects only when the connection breaks, and run() notices that.
      this.#pump().catch(() => this.#stop());
    }
  }

  async #pump(): Promise<void> {
    const { store } = this.#options;
    const { group, kind } = KINDS.application;
    this.#isIdle = false;
    while (!this.#isOver && this.#cursor < store.revision) {
      if (this.#cursor < store.oldestRevision) {
        this.end();
        return;
      }
      this.#cursor++;
      const event = store.eventAt(this.#cursor);
      if (event?.kindKey === `${group}/${kind}`) {
        this.#tell(event.type, event.object);
        await this.#drained();
      }
    }
    this.#isIdle = true;
  }

  #tell(type: StoreEvent['type'], application: KubeObject): void {
    const { isWanted, fields, repeats } = this.#options;
    if (this.#isOver || !isWanted(application)) return;
    const whole = { result: { type, application: toApiObject(application) } };
    const message = fields ? filterFields(whole, fields) : whole;
    const text = JSON.stringify(message);
    const digest = createHash('sha256').update(text).digest('base64');
    const { name } = application.metadata;
    // By the name alone, as the real one.
    if (this.#told.get(name) === digest && !repeats()) return;
    this.#told.set(name, digest);
    this.#write(this.#frame(text));
    if (repeats()) this.#write(this.#frame(text));
  }

  #message(message: object): void {
    this.#write(this.#frame(JSON.stringify(message)));
  }

  #frame(text: string): string {
    return this.#options.isSse ? `data: ${text} \n\n\n` : `${text}\n`;
  }

  #write(text: string): void {
    const { res } = this.#options;
    // A write to a connection that is gone would be an error that nobody catches.
    if (!this.#isOver && !res.destroyed && !res.writableEnded) res.write(text);
  }

  async #drained(): Promise<void> {
    const { res } = this.#options;
    if (!res.writableNeedDrain || this.#isOver) return;
    const { signal } = this.#abort;
    await once(res, 'drain', { signal }).catch(error => {
      // Over is over: the loops look at it next.
      if (!signal.aborted) throw error;
    });
  }
}
