import type { ModuleLock } from '@orchestr8/backstage-plugin-o8-common';
import type { GitTreeEntry } from '../git';

/**
 * Folders in the repository of a module in which everything is generated: what deploys
 * it, and what tells how it was made.
 *
 * @public
 */
export const LOCKED_FOLDERS: readonly string[] = ['.o8', 'deploy'];

/** A tree, and the lock file that was found in it. @public */
export interface IsAsLockedOptions {
  lock: ModuleLock;
  /** Where in the tree the lock file is; it does not name itself. */
  lockPath: string;
  /** All files of the tree. */
  entries: readonly GitTreeEntry[];
  /** What else may be there; nothing where it is not given. */
  mayAdd?: (path: string) => boolean;
}

/**
 * Whether a tree is what its lock file says: each of its files with that content and
 * mode, the lock file itself, and nothing else.
 *
 * @public
 */
export function isAsLocked(options: IsAsLockedOptions): boolean {
  const { lock, lockPath, entries, mayAdd = () => false } = options;
  // A map: a path such as `__proto__` would find what no lock file says.
  const missing = new Map(Object.entries(lock.files));
  // A lock file cannot hold its own id, and its text was read from this tree.
  missing.delete(lockPath);
  const hasLock = entries.some(
    ({ path, mode }) => path === lockPath && mode === '100644',
  );
  const isExpected = ({ path, mode, id }: GitTreeEntry) => {
    const locked = missing.get(path);
    if (!locked) {
      return mayAdd(path);
    }
    missing.delete(path);
    return locked.blob === id && locked.mode === mode;
  };
  return (
    hasLock &&
    entries.filter(({ path }) => path !== lockPath).every(isExpected) &&
    missing.size === 0
  );
}
