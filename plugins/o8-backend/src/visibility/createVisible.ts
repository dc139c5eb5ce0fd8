import { createHash } from 'node:crypto';
import type { VisibleModules } from './Caller';

/** A set of modules with how many it names, by which it is kept. */
export interface CountedModules extends VisibleModules {
  size: number;
}

/** For whom nothing is hidden. */
export const EVERY_MODULE: CountedModules = {
  id: 'all',
  size: 0,
  has: () => true,
};

/** The set of these modules. Its id says which they are, however they were found. */
export function createVisible(entityRefs: Iterable<string>): CountedModules {
  const refs = new Set(entityRefs);
  const hash = createHash('sha256');
  // No ref has a line break.
  hash.update([...refs].sort().join('\n'));
  return {
    id: hash.digest('base64url'),
    size: refs.size,
    has: ref => refs.has(ref),
  };
}

/** For whom everything is hidden. */
export const NO_MODULE = createVisible([]);
