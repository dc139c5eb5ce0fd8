import type { Verdict } from '@orchestr8/backstage-plugin-o8-common';

/** A verdict that rests on something that is not known: what was well is unknown now. */
export function capVerdict(verdict: Verdict): Verdict {
  return verdict === 'good' || verdict === 'busy' ? 'unknown' : verdict;
}
