import { hash } from 'node:crypto';
import type { FactRow } from '../store';

/**
 * Of so many objects of a cluster it is remembered what they say: of those that were told
 * of most recently, which tell the most.
 */
const MAX_OBJECTS = 5_000;

interface Digests {
  /** Of all that counts. */
  value: string;
  /** Of what moves without meaning, such as the time of a look. */
  moving: string;
}

/**
 * What objects said last, in a few bytes each. Most of what watches tell is no news: that
 * somebody looked again, or a field that nobody reads. The store need not be asked to
 * find that out.
 */
export class KnownObjects {
  readonly #objects = new Map<string, Digests>();

  /** What an object says, compared with what it said last. */
  compare(key: string, rows: FactRow[]): 'news' | 'moved' | 'same' {
    const known = this.#objects.get(key);
    const now = toDigests(rows);
    if (known?.value !== now.value) {
      return 'news';
    }
    return known.moving === now.moving ? 'same' : 'moved';
  }

  /** The store has this of an object now, or will have it. */
  remember(key: string, rows: FactRow[]): void {
    this.#objects.delete(key);
    this.#objects.set(key, toDigests(rows));
    if (this.#objects.size > MAX_OBJECTS) {
      const [oldest] = this.#objects.keys();
      this.#objects.delete(oldest);
    }
  }

  /** What the store has of an object may be anything. */
  forget(key: string): void {
    this.#objects.delete(key);
  }

  /** The same of all objects that are not among the given ones. */
  forgetAllBut(isKnown: (key: string) => boolean): void {
    for (const key of this.#objects.keys()) {
      if (!isKnown(key)) {
        this.#objects.delete(key);
      }
    }
  }
}

function toDigests(rows: FactRow[]): Digests {
  const values = rows.map(
    ({ volatile: _v, evidenceAt: _e, ...value }) => value,
  );
  const moving = rows.map(({ volatile, evidenceAt }) => [volatile, evidenceAt]);
  return { value: digest(values), moving: digest(moving) };
}

// Another order of keys is another text: then the store is asked once more.
function digest(value: unknown): string {
  return hash('sha256', JSON.stringify(value), 'base64').slice(0, 22);
}
