import { LRUCache } from 'lru-cache';
import type { AnswerTelemetry } from '../../telemetry';
import { compressAnswer, tagAnswer } from '../prepareAnswer';
import type { PreparedAnswer } from '../Route';

/** So much of the process's memory answers may take. */
const MAX_BYTES = 32 * 1024 * 1024;

/** What an entry takes beside its texts and bytes, about. */
const ENTRY_BYTES = 512;

interface Entry {
  version: string;
  answer: PreparedAnswer;
}

/** How many are kept, and who counts those that are found. */
export interface PreparedAnswersOptions {
  maxBytes?: number;
  /** As what they are counted. */
  name?: 'lists' | 'details';
  telemetry?: Pick<AnswerTelemetry, 'cacheAsked'>;
}

/** Keeps answers that were prepared, those that were asked for last. */
export class PreparedAnswers {
  readonly #entries: LRUCache<string, Entry>;
  readonly #name: 'lists' | 'details';
  readonly #telemetry: Pick<AnswerTelemetry, 'cacheAsked'> | undefined;
  readonly #pending = new Map<string, Promise<PreparedAnswer>>();

  constructor(options: PreparedAnswersOptions = {}) {
    this.#name = options.name ?? 'lists';
    this.#telemetry = options.telemetry;
    this.#entries = new LRUCache({
      maxSize: options.maxBytes ?? MAX_BYTES,
      sizeCalculation: ({ version, answer }, key) =>
        ENTRY_BYTES +
        2 * (key.length + version.length) +
        answer.identity.length +
        (answer.gzip?.length ?? 0),
    });
  }

  /**
   * The answer to a question as of a version of what is known; made once, however many
   * ask at the same time. Only the newest version of it is kept. One that says the same
   * as the one before is not compressed again.
   */
  async get(options: {
    /** All that makes one question another one: what is asked, and who may see what. */
    key: string;
    version: string;
    toJson: () => string;
  }): Promise<PreparedAnswer> {
    const { key, version, toJson } = options;
    const known = this.#entries.get(key);
    const isKnown = known?.version === version;
    this.#telemetry?.cacheAsked(this.#name, isKnown);
    if (isKnown) {
      return known.answer;
    }
    const flight = JSON.stringify([key, version]);
    let pending = this.#pending.get(flight);
    if (!pending) {
      pending = prepare(toJson, known?.answer)
        .then(answer => {
          this.#entries.set(key, { version, answer });
          return answer;
        })
        .finally(() => this.#pending.delete(flight));
      this.#pending.set(flight, pending);
    }
    return pending;
  }
}

async function prepare(
  toJson: () => string,
  before: PreparedAnswer | undefined,
): Promise<PreparedAnswer> {
  const tagged = tagAnswer(toJson());
  return before?.etag === tagged.etag ? before : compressAnswer(tagged);
}
