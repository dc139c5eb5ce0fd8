import type { Verdict } from '@orchestr8/backstage-plugin-o8-common';
import { createState, createStatus } from './__testUtils__';
import { FreshSources, isProven, nextTurnMs, type Evidence } from './isProven';
import { Shared, toJudgement } from './Judgement';

const ASSESSED = Date.parse('2026-11-22T11:00:00.000Z');
const MINUTE_MS = 60_000;
const PROMISE_MS = 5 * MINUTE_MS;
const fresh = new FreshSources([createStatus('eu-1', 'velero')]);

function judge(verdict: Verdict, validUntilMs: number | null = null) {
  const validUntil =
    validUntilMs === null ? null : new Date(validUntilMs).toISOString();
  return toJudgement(
    createState('billing', 'sync', verdict, { validUntil }),
    new Shared(),
  );
}

function evidence(
  afterMs: number,
  fields: Partial<Evidence> & { judgedAfterMs?: number } = {},
): Evidence {
  const { judgedAfterMs, ...rest } = fields;
  return {
    nowMs: ASSESSED + afterMs,
    fresh,
    judgedAtMs:
      judgedAfterMs === undefined ? undefined : ASSESSED + judgedAfterMs,
    ...rest,
  };
}

const none = new FreshSources([]);

it.each<[string, Verdict, Evidence, number | null, boolean]>([
  ['just judged', 'good', evidence(0), null, true],
  ['judged a promise ago', 'good', evidence(PROMISE_MS), null, true],
  ['judged longer ago', 'good', evidence(PROMISE_MS + 1), null, false],
  ['bad, judged longer ago', 'bad', evidence(PROMISE_MS + 1), null, false],
  [
    'judged long ago, and nothing waited lately',
    'good',
    evidence(60 * MINUTE_MS, { judgedAfterMs: 55 * MINUTE_MS }),
    null,
    true,
  ],
  [
    'judged long ago, and nothing waited long ago',
    'good',
    evidence(60 * MINUTE_MS, { judgedAfterMs: 55 * MINUTE_MS - 1 }),
    null,
    false,
  ],
  [
    'judged by a clock that runs far ahead',
    'good',
    evidence(-PROMISE_MS - 1),
    null,
    false,
  ],
  [
    'on a source that is not fresh',
    'good',
    evidence(0, { fresh: none }),
    null,
    false,
  ],
  [
    'busy, on a source that is not fresh',
    'busy',
    evidence(0, { fresh: none }),
    null,
    false,
  ],
  [
    'bad, on a source that is not fresh',
    'bad',
    evidence(0, { fresh: none }),
    null,
    true,
  ],
  ['before its end', 'good', evidence(0), ASSESSED + 1, true],
  ['at its end', 'good', evidence(1), ASSESSED + 1, false],
  [
    'bad, at its end: the judge may be late',
    'bad',
    evidence(1),
    ASSESSED + 1,
    true,
  ],
  [
    'bad, long after its end',
    'bad',
    evidence(PROMISE_MS, { judgedAfterMs: 9 }),
    ASSESSED,
    false,
  ],
])('%s', (_, verdict, held, validUntilMs, expected) => {
  expect(isProven(judge(verdict, validUntilMs), held)).toBe(expected);
});

describe('nextTurnMs', () => {
  it.each<[Verdict, number | null, number | undefined]>([
    ['good', null, undefined],
    ['good', null, MINUTE_MS],
    ['good', ASSESSED + 7_000, MINUTE_MS],
    ['bad', ASSESSED + 7_000, 9 * MINUTE_MS],
    ['bad', null, 3 * PROMISE_MS],
  ])('is when %s until %s changes, judged at %s', (verdict, until, judged) => {
    const judgement = judge(verdict, until);
    const at = (afterMs: number) =>
      evidence(afterMs, { judgedAfterMs: judged });
    const holds = (afterMs: number) => isProven(judgement, at(afterMs));
    // Between two turns it is the same, millisecond by millisecond around them.
    for (let afterMs = -PROMISE_MS - 10; afterMs < 4 * PROMISE_MS; ) {
      const turnMs = nextTurnMs(judgement, at(afterMs)) - ASSESSED;
      expect(turnMs).toBeGreaterThan(afterMs);
      const last = Math.min(turnMs - 1, 4 * PROMISE_MS);
      for (const between of [afterMs, (afterMs + last) / 2, last]) {
        expect(holds(between)).toBe(holds(afterMs));
      }
      afterMs = turnMs;
    }
  });

  it('never comes for what holds no longer and has no end', () => {
    expect(nextTurnMs(judge('good'), evidence(2 * PROMISE_MS))).toBe(Infinity);
  });
});

it('of nothing, nothing is proven', () => {
  const row = createState('billing', 'sync', 'good', { sources: [] });
  const judgement = toJudgement(row, new Shared());
  expect(isProven(judgement, evidence(0))).toBe(false);
  expect(isProven({ ...judgement, verdict: 'bad' }, evidence(0))).toBe(true);
});
