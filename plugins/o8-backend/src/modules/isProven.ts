import type { SourceStatus } from '@orchestr8/backstage-plugin-o8-common';
import type { AssessedState } from '@orchestr8/backstage-plugin-o8-node';
import { capVerdict } from '../assess';
import type { SourceAddress } from '../store';
import type { Judgement } from './Judgement';

/** So long nobody has to say that a judgement is the last word still. */
export const JUDGED_PROMISE_MS = 5 * 60_000;

/** In such steps an answer says when nothing waited: it is to stay the same meanwhile. */
const SAID_STEP_MS = 5 * 60_000;

/** What a judgement is held against. */
export interface Evidence {
  nowMs: number;
  fresh: FreshSources;
  /** When nothing of the module's shard waited for judgement. */
  judgedAtMs: number | undefined;
}

/** Which sources are fresh. */
export class FreshSources {
  readonly #byCluster = new Map<string, Set<string>>();

  constructor(statuses: SourceStatus[]) {
    for (const { cluster, source, state } of statuses) {
      if (state === 'fresh') {
        const sources = this.#byCluster.get(cluster) ?? new Set();
        this.#byCluster.set(cluster, sources.add(source));
      }
    }
  }

  has({ cluster, source }: SourceAddress): boolean {
    return this.#byCluster.get(cluster)?.has(source) ?? false;
  }

  /** The clusters of which other sources are fresh than before. */
  differFrom(before: FreshSources): Set<string> {
    const clusters = [
      ...this.#byCluster.keys(),
      ...before.#byCluster.keys(),
    ].filter(cluster => {
      const now = this.#byCluster.get(cluster) ?? new Set();
      const old = before.#byCluster.get(cluster) ?? new Set();
      return now.size !== old.size || [...now].some(each => !old.has(each));
    });
    return new Set(clusters);
  }
}

/**
 * Whether a judgement holds now. It is the last word, because it was made lately or
 * because somebody said lately that nothing waits; time alone has not made it another
 * one; and if it is a good one, all that it rests on is fresh still. Between two
 * judgements, and while nobody judges, sources grow old; one that knew of it has said so
 * already, row by row.
 */
export function isProven(judgement: Judgement, evidence: Evidence): boolean {
  const { nowMs, fresh, judgedAtMs } = evidence;
  const isLastWord =
    isRecent(judgement.assessedAtMs, nowMs) ||
    (judgedAtMs !== undefined && isRecent(judgedAtMs, nowMs));
  if (!isLastWord || nowMs >= endOf(judgement)) {
    return false;
  }
  const { sources } = judgement;
  return (
    !isGood(judgement) ||
    // Of nothing nobody can prove anything.
    (sources.length > 0 && sources.every(each => fresh.has(each)))
  );
}

/**
 * When a judgement was last known to be the last word, as it is answered: it is not
 * written again while it says nothing new, however often it is looked at.
 */
export function sayJudgedAt(
  assessedAt: string,
  judgedAtMs: number | undefined,
): string {
  const saidMs = toSaidMs(judgedAtMs);
  return saidMs > Date.parse(assessedAt)
    ? new Date(saidMs).toISOString()
    : assessedAt;
}

/** The step of a time as it is answered; 0 if nobody has said one. */
export function toSaidMs(judgedAtMs: number | undefined): number {
  return Math.floor((judgedAtMs ?? 0) / SAID_STEP_MS) * SAID_STEP_MS;
}

/** When time alone may change whether a judgement holds; Infinity is never. */
export function nextTurnMs(judgement: Judgement, evidence: Evidence): number {
  const { nowMs, judgedAtMs } = evidence;
  const turns = [judgement.assessedAtMs, judgedAtMs].flatMap(atMs =>
    atMs === undefined
      ? []
      : [atMs - JUDGED_PROMISE_MS, atMs + JUDGED_PROMISE_MS + 1],
  );
  return [...turns, endOf(judgement)].reduce(
    (next, turn) => (turn > nowMs && turn < next ? turn : next),
    Infinity,
  );
}

// By a clock that runs far ahead of this one nobody can say how long ago something was.
function isRecent(atMs: number, nowMs: number): boolean {
  return Math.abs(nowMs - atMs) <= JUDGED_PROMISE_MS;
}

// The judge may be late with what is not well. What is well is not a moment longer.
function endOf(judgement: Judgement): number {
  const { validUntilMs } = judgement;
  if (validUntilMs === null) {
    return Infinity;
  }
  return isGood(judgement) ? validUntilMs : validUntilMs + JUDGED_PROMISE_MS;
}

function isGood({ verdict }: Judgement): boolean {
  return verdict !== capVerdict(verdict);
}

/** A state without its colour: what was well is unknown, down to the last row. */
export function unprove(state: AssessedState): AssessedState {
  return { ...(dim(state) as AssessedState), ...unproveWord(state) };
}

/** The same of what lists show. */
export function unproveWord({
  verdict,
  headline,
}: Pick<AssessedState, 'verdict' | 'headline'>): Pick<
  AssessedState,
  'verdict' | 'headline'
> {
  const capped = capVerdict(verdict);
  return {
    verdict: capped,
    headline: capped === verdict ? headline : { code: 'unproven', params: {} },
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
