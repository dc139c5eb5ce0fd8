const MAX_KEPT = 30;
/** Longer answers are read anew each time. */
const MAX_LENGTH = 1024 * 1024;

interface Kept {
  text: string;
  value: unknown;
}

/**
 * The last answers by what was asked, so that one that says the same again is neither
 * parsed nor checked again, and is the same object: who shows it sees that nothing
 * changed. The texts are compared, not their tags: a page of another origin than its
 * backend cannot read these.
 */
export class KeptAnswers {
  readonly #kept = new Map<string, Kept>();

  /** The value of a text: that of before if the text is the one of before. */
  read<T>(path: string, text: string, parse: (text: string) => T): T {
    const known = this.#kept.get(path);
    const value = known?.text === text ? (known.value as T) : parse(text);
    // A Map keeps the order of insertion: what was not asked for longest comes first.
    this.#kept.delete(path);
    if (text.length <= MAX_LENGTH) {
      this.#kept.set(path, { text, value });
    }
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MAX_KEPT) {
        break;
      }
      this.#kept.delete(oldest);
    }
    return value;
  }
}
