import type { ApplyResult, FactRow, ObjectName } from '../store';
import { toObjectKey } from '../store';
import { KnownObjects } from './KnownObjects';

/** What an object says now. */
export interface ReadObject {
  name: ObjectName;
  rows: FactRow[];
  /** The sources that could not read it: what they said stays as it is. */
  unreadableBy: string[];
}

/** What is to be written of objects of one kind. */
export interface ObjectChanges {
  changed: ReadObject[];
  deleted: ObjectName[];
  /** Whether it is a page of a full list, which tells the truth whatever was known. */
  isList: boolean;
}

const NOTHING: ApplyResult = {
  changed: 0,
  refreshed: 0,
  removed: 0,
  touched: [],
};

/**
 * Brings what is read of one kind into the store, one after the other. What tells nothing
 * new is left out, and what moves without meaning waits for a while, because it moves
 * again soon: until then its evidence looks a little older than it is.
 */
export class KindIngest {
  readonly #write: (changes: ObjectChanges) => Promise<ApplyResult>;
  readonly #onWaiting: () => void;
  readonly #known = new KnownObjects();
  #moved = new Map<string, ReadObject>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: {
    write: (changes: ObjectChanges) => Promise<ApplyResult>;
    /** Something waits for `flush`. */
    onWaiting: () => void;
  }) {
    this.#write = options.write;
    this.#onWaiting = options.onWaiting;
  }

  /** Keeps what the objects say now. */
  async apply(changes: ObjectChanges): Promise<ApplyResult> {
    return this.#inTurn(async () => {
      const news = changes.changed.filter(
        object => changes.isList || this.#isNews(object),
      );
      const written = { ...changes, changed: news };
      const names = [...news.map(({ name }) => name), ...changes.deleted];
      if (names.length === 0) {
        return NOTHING;
      }
      for (const name of names) {
        // Until it is written, what the store has may be anything.
        this.#known.forget(toObjectKey(name));
        this.#moved.delete(toObjectKey(name));
      }
      const result = await this.#write(written);
      if (!changes.isList) {
        news.forEach(object => this.#remember(object));
      }
      return result;
    });
  }

  /** Ends a full list: what was not in it is gone. */
  async sweep(
    seen: ReadonlySet<string>,
    work: () => Promise<ApplyResult>,
  ): Promise<ApplyResult> {
    return this.#inTurn(async () => {
      this.#known.forgetAllBut(key => seen.has(key));
      for (const key of this.#moved.keys()) {
        if (!seen.has(key)) {
          this.#moved.delete(key);
        }
      }
      return work();
    });
  }

  /** Writes what has moved. If that fails, it waits for the next time. */
  async flush(): Promise<void> {
    await this.#inTurn(async () => {
      const moved = this.#moved;
      if (moved.size === 0) {
        return;
      }
      this.#moved = new Map();
      try {
        const changed = [...moved.values()];
        await this.#write({ changed, deleted: [], isList: false });
      } catch (error) {
        this.#moved = moved;
        throw error;
      }
    });
  }

  #isNews(object: ReadObject): boolean {
    if (object.unreadableBy.length > 0) {
      return true;
    }
    const key = toObjectKey(object.name);
    const found = this.#known.compare(key, object.rows);
    if (found === 'moved') {
      this.#known.remember(key, object.rows);
      this.#moved.set(key, object);
      this.#onWaiting();
    }
    return found === 'news';
  }

  #remember({ name, rows, unreadableBy }: ReadObject): void {
    if (unreadableBy.length === 0) {
      this.#known.remember(toObjectKey(name), rows);
    }
  }

  // A list, a watch and what waits write the same rows: each must see the one before.
  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}
