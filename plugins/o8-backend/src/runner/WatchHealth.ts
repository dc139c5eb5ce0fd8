import type { ClusterError } from '../clusters';
import { compareVersions } from './RecentVersions';

/**
 * Whether the watches of a kind say what happens. A watch that says nothing at all is
 * either one of a kind in which nothing happens, on a server without bookmarks, or it
 * is broken: a list tells which, because it shows what the watch should have told.
 */
export class WatchHealth {
  /** Since when the watch stands; undefined while there is none. */
  #sinceMs: number | undefined;
  /** How far a watch that fell silent had got. */
  #silentAt: string | undefined;
  #hasMissed = false;

  /** There is no watch. */
  reset(): void {
    this.#sinceMs = undefined;
  }

  /** The cluster has agreed to a watch. */
  begin(): void {
    this.#sinceMs = Date.now();
  }

  /** The watch said something, or ended as it should. */
  speak(): void {
    this.#silentAt = undefined;
    this.#hasMissed = false;
  }

  /** Takes the end of a watch by an error; whether it had fallen silent. */
  end({ code }: ClusterError, version: string | undefined): boolean {
    const hasStalled = this.#sinceMs !== undefined && code === 'timeout';
    if (hasStalled) {
      this.#silentAt = version;
    }
    return hasStalled;
  }

  /** A list shows an object. */
  see(version: string | undefined): void {
    if (this.#silentAt !== undefined && version !== undefined) {
      const order = compareVersions(version, this.#silentAt);
      this.#hasMissed ||= order !== undefined && order > 0;
    }
  }

  /** Whether something happened that no watch has told. */
  get hasMissed(): boolean {
    return this.#hasMissed;
  }

  /** Whether the watch stood for so long: a list may take long and fail each time. */
  heldFor(ms: number): boolean {
    return this.#sinceMs !== undefined && Date.now() - this.#sinceMs > ms;
  }

  get isWatched(): boolean {
    return this.#sinceMs !== undefined;
  }
}
