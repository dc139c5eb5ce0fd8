import type { WatchEvent } from '../clusters';

type Change = Exclude<WatchEvent, { type: 'BOOKMARK' }>;

/** Repetitions come soon or never: those of so many objects are told. */
const MAX_OBJECTS = 10_000;
const PLAIN_INTEGER = /^(0|[1-9]\d*)$/;

/**
 * Tells changes of a watch that are no news: repeated, or overtaken by a later one of
 * the same object.
 *
 * Versions are opaque, but for two of the same object (KEP-5504, Kubernetes 1.35): the
 * greater is the later one, where both are plain integers. Anything else passes. One for
 * each watch: after an outage versions may have gone back, with a restored etcd.
 */
export class RecentVersions {
  readonly #objects = new Map<string, { uid: string; version: string }>();

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
    if (this.#objects.size > MAX_OBJECTS) {
      const [oldest] = this.#objects.keys();
      this.#objects.delete(oldest);
    }
    return true;
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
