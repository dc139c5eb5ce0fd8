import type { SourceStatus } from '@orchestr8/backstage-plugin-o8-common';
import type { AssessedState } from '@orchestr8/backstage-plugin-o8-node';
import { capVerdict, pickStatuses } from '../assess';
import type { StateRow } from '../store';

/** So long the tick that judges everything again may fall out before it is missed. */
const JUDGED_PROMISE_MS = 5 * 60_000;

/**
 * Whether a judgement holds now: it was made lately, and if it is a good one, all that
 * it rests on is fresh still. Between two judgements, and while nobody judges, sources
 * grow old; one that knew of it has said so already, row by row.
 */
export function isProven(
  row: StateRow,
  statuses: SourceStatus[],
  now: Date,
): boolean {
  const ageMs = now.getTime() - Date.parse(row.assessedAt);
  if (ageMs > JUDGED_PROMISE_MS) {
    return false;
  }
  const { verdict } = row.state;
  const fresh = pickStatuses(statuses, row.sources).filter(
    ({ state }) => state === 'fresh',
  );
  return verdict === capVerdict(verdict) || fresh.length === row.sources.length;
}

/** A state without its colour: what was well is unknown, down to the last row. */
export function unprove(state: AssessedState): AssessedState {
  const verdict = capVerdict(state.verdict);
  return {
    ...(dim(state) as AssessedState),
    verdict,
    headline:
      verdict === state.verdict
        ? state.headline
        : { code: 'unproven', params: {} },
  };
}

// Rows say in these fields that they are well, whatever the facet.
function dim(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(dim);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => {
      if (key === 'fresh') {
        return [key, false];
      }
      if (key === 'verdict' && (field === 'good' || field === 'busy')) {
        return [key, 'unknown'];
      }
      if (
        (key === 'result' && field === 'pass') ||
        (key === 'state' && field === 'checked')
      ) {
        return [key, 'stale'];
      }
      return [key, dim(field)];
    }),
  );
}
