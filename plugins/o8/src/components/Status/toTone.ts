import type { Verdict } from '@orchestr8/backstage-plugin-o8-common';
import type { Tone } from './Glyph';

/**
 * The tone of something whose evidence may be too old: a known problem stays one,
 * but what was well or on its way is unknown now.
 */
export function toTone(verdict: Verdict, fresh: boolean): Tone {
  return !fresh && (verdict === 'good' || verdict === 'busy')
    ? 'unknown'
    : verdict;
}
