import type { Translate } from '../../translation';
import { toExactDuration } from './toExactDuration';

/** A length of time in words, such as "1 h 30 min". */
export function formatDuration(t: Translate, lengthMs: number): string {
  return toExactDuration(lengthMs)
    .map(({ unit, count }) => t(`duration.${unit}`, { count }))
    .join(' ');
}
