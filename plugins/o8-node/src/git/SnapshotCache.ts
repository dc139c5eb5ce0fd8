import type { GitSnapshot } from './GitRemote';

const MAX_SNAPSHOTS = 8;
const MAX_CHARACTERS = 32 * 1024 * 1024;

/** What is read: a folder of a commit. */
export interface SnapshotKey {
  url: string;
  commit: string;
  under: string;
}

interface Flight {
  snapshot: Promise<GitSnapshot>;
  controller: AbortController;
  waiting: number;
}

/**
 * What commits hold, which never changes. It asks nobody: who reads from it has just been
 * told the commit by the server, with the same credentials.
 */
export class SnapshotCache {
  /** The one that was used last comes last. */
  readonly #kept = new Map<string, GitSnapshot>();
  readonly #flights = new Map<string, Flight>();

  /** All who ask for the same at once share one `load`, which ends when all have left. */
  async read(options: {
    key: SnapshotKey;
    /** It may come to a newer commit than the one of the key. */
    load: (signal: AbortSignal) => Promise<GitSnapshot>;
    signal?: AbortSignal;
  }): Promise<GitSnapshot> {
    const { key, load, signal } = options;
    signal?.throwIfAborted();
    const id = toId(key);
    const kept = this.#kept.get(id);
    if (kept) {
      this.#keep(id, kept);
      return copyOf(kept);
    }
    const flight = this.#flights.get(id) ?? this.#start(key, load);
    flight.waiting += 1;
    const leave = () => {
      flight.waiting -= 1;
      if (flight.waiting === 0) {
        // At once: who comes now must not be given the abort of somebody else.
        this.#forget(id, flight.controller);
        flight.controller.abort(signal?.reason);
      }
    };
    signal?.addEventListener('abort', leave, { once: true });
    try {
      const snapshot = await flight.snapshot;
      signal?.throwIfAborted();
      return copyOf(snapshot);
    } finally {
      signal?.removeEventListener('abort', leave);
    }
  }

  #start(
    key: SnapshotKey,
    load: (signal: AbortSignal) => Promise<GitSnapshot>,
  ): Flight {
    const id = toId(key);
    const controller = new AbortController();
    const snapshot = load(controller.signal)
      .then(loaded => {
        this.#keep(toId({ ...key, commit: loaded.commit }), loaded);
        return loaded;
      })
      .finally(() => this.#forget(id, controller));
    const flight = { snapshot, controller, waiting: 0 };
    this.#flights.set(id, flight);
    return flight;
  }

  #forget(id: string, controller: AbortController) {
    if (this.#flights.get(id)?.controller === controller) {
      this.#flights.delete(id);
    }
  }

  #keep(id: string, snapshot: GitSnapshot) {
    this.#kept.delete(id);
    this.#kept.set(id, snapshot);
    let characters = sum([...this.#kept.values()].map(countCharacters));
    for (const [oldest, { files }] of this.#kept) {
      if (this.#kept.size <= MAX_SNAPSHOTS && characters <= MAX_CHARACTERS) {
        return;
      }
      this.#kept.delete(oldest);
      characters -= countCharacters({ files });
    }
  }
}

function toId({ url, commit, under }: SnapshotKey): string {
  return JSON.stringify([url, commit, under]);
}

/** Nobody changes what others are given. */
function copyOf({ commit, files }: GitSnapshot): GitSnapshot {
  return { commit, files: files.map(file => ({ ...file })) };
}

function countCharacters({ files }: Pick<GitSnapshot, 'files'>): number {
  return sum(files.map(({ path, content }) => path.length + content.length));
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
