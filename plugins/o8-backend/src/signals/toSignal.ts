import type { ModulesSignal } from '@orchestr8/backstage-plugin-o8-common';
import { makeKey } from './toKey';

/** As many keys are in each signal that has any; more changes stand for all. */
export const KEYS_IN_SIGNAL = 32;

/**
 * The signal that some keys changed; 'all' for anything. It is filled up with others, in
 * an order that says nothing: its size would tell how much happens to modules that the
 * reader may not see. Without keys it says only that signals arrive.
 */
export function toSignal(
  changed: ReadonlySet<string> | 'all',
  random: () => number = Math.random,
): ModulesSignal {
  if (changed === 'all' || changed.size > KEYS_IN_SIGNAL) {
    return { keys: null };
  }
  const keys = new Set(changed);
  while (changed.size > 0 && keys.size < KEYS_IN_SIGNAL) {
    keys.add(makeKey(random));
  }
  return { keys: [...keys].sort() };
}
