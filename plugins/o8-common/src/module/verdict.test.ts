import { VERDICTS, worstVerdict } from './verdict';

it.each([
  [['good', 'bad'], 'bad'],
  [['unknown', 'attention', 'good'], 'attention'],
  [['good', 'unknown', 'busy'], 'unknown'],
  [['good', 'busy'], 'busy'],
  [['good', 'good'], 'good'],
  // Nothing was looked at: that is not the same as nothing to complain about.
  [[], 'unknown'],
] as const)('the worst of %j is %s', (verdicts, worst) => {
  expect(worstVerdict(verdicts)).toBe(worst);
});

it('does not depend on the order', () => {
  for (const a of VERDICTS) {
    for (const b of VERDICTS) {
      expect(worstVerdict([a, b])).toBe(worstVerdict([b, a]));
      expect(VERDICTS.indexOf(worstVerdict([a, b]))).toBe(
        Math.min(VERDICTS.indexOf(a), VERDICTS.indexOf(b)),
      );
    }
  }
});

it('reads any iterable', () => {
  expect(worstVerdict(new Set(['good', 'busy'] as const))).toBe('busy');
});
