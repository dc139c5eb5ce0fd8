import type { WatchEvent } from '../clusters';

type Change = Exclude<WatchEvent, { type: 'BOOKMARK' }>;

/** Repetitions come soon or never: those of so many objects are told. */
const MAX_OBJECTS = 10_000;
const PLAIN_INTEGER = /^(0|[1-9]\d*)$/;

/**
 * Tells changes of a watch that are no news: repeated, or overtaken by a later one of
 * the same object.
 *
 * Versions are opaque, but for two of one kind (KEP-5504, Kubernetes 1.35): the greater
 * is the later one, where both are plain integers. Anything else passes. One for each
 * watch: after an outage versions may have gone back, with a restored etcd.
 */
export class RecentVersions {
  readonly #objects = new Map<string, { uid: string; version: string }>();
  /** What was told, by its object and version. */
  readonly #told = new Set<string>();
  /** The latest version that was told. */
  #highest: string;

  /** Takes the version from which the watch tells. */
  constructor(version: string) {
    this.#highest = version;
  }

  /**
   * What comes next of a watch. `goneBack`: it happened before what was told, though it
   * was not told itself; no server does that, unless its etcd was put back to an older
   * state.
   */
  judge(event: WatchEvent): 'news' | 'repeated' | 'goneBack' {
    const { resourceVersion: version } = event;
    const uid = event.type === 'BOOKMARK' ? '' : event.object.metadata.uid;
    const key = `${uid}@${version}`;
    const order = compareVersions(version, this.#highest);
    if (order !== undefined && order < 0) {
      return this.#told.has(key) ? 'repeated' : 'goneBack';
    }
    if (order !== undefined) {
      this.#highest = version;
      this.#told.add(key);
      dropOldest(this.#told);
    }
    const isNews = event.type === 'BOOKMARK' || this.take(event);
    return isNews ? 'news' : 'repeated';
  }

  /** Whether a change is news; it is remembered then. */
  take({ type, object, resourceVersion: version }: Change): boolean {
    const { namespace = '', name, uid } = object.metadata;
    const key = `${namespace}/${name}`;
    const last = this.#objects.get(key);
    const order = last && compareVersions(version, last.version);
    if (last?.uid === uid && order !== undefined && order <= 0) {
      return false;
    }
    if (last && last.uid !== uid && type === 'DELETED') {
      // The end of one whose name has been taken by another object since.
      return false;
    }
    this.#objects.delete(key);
    this.#objects.set(key, { uid, version });
    dropOldest(this.#objects);
    return true;
  }
}

function dropOldest(all: Set<string> | Map<string, unknown>): void {
  if (all.size > MAX_OBJECTS) {
    const [oldest] = all.keys();
    all.delete(oldest);
  }
}

/**
 * Which of two versions of one cluster is the later one: above zero if it is the first.
 * Undefined where that cannot be told.
 */
export function compareVersions(a: string, b: string): number | undefined {
  if (!PLAIN_INTEGER.test(a) || !PLAIN_INTEGER.test(b)) {
    return undefined;
  }
  // By their digits: they may be greater than a number can hold.
  return a.length - b.length || Number(a > b) - Number(a < b);
}
