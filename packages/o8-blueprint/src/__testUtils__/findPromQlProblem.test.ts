import { findPromQlProblem } from './findPromQlProblem';

describe('findPromQlProblem', () => {
  it.each([
    '1',
    'time() - max(a{b="c"}) > 3600',
    'sum(rate(a{b="c",d=~"5..",e="f\\"}[5m"}[5m])) / 1.5e-3',
    '(sum by (le, pod) (increase(a:b_5m[1d])) or b * 0) == 0',
    'histogram_quantile(0.99, sum by (le) (rate(a[5m])))',
    '(a > 1 and b > 2) or (c > 3 unless d == 1)',
    'absent(a{b="c"})',
  ])('takes %s', text => {
    expect(findPromQlProblem(text)).toBeUndefined();
  });

  it.each([
    ['', 'has no number or name at token 0'],
    ['sum(a', 'has no ")" at token 3'],
    ['sum(a))', 'goes on with ")"'],
    ['rate(a)', 'gives rate no range'],
    ['sum(a[5m])', 'adds up ranges of samples'],
    ['a[5m]', 'a range of samples is no result'],
    ['a[5m] > 1', 'compares or counts ranges of samples'],
    ['a > ', 'has no number or name at token 2'],
    ['a{b}', 'has a label that is not compared'],
    ['a{b=c}', 'has no text at token 4'],
    ['a{b>"c"}', 'has a label that is not compared'],
    ['a{b="c" d="e"}', 'has no "," at token 5'],
    ["a{b='c'}", "cannot be read at 4: 'c'}"],
    ['a{b="c}', 'cannot be read at 4: "c}'],
    ['rate(a[$__rate_interval])', 'cannot be read at 7: $__rate_interval])'],
    ['a[5]', 'has no duration at token 2'],
    ['rate(a[5m], b[5m])', 'gives rate 2 arguments'],
    ['exec(a)', 'calls exec, which is not known here'],
    ['{{ a }}', 'has no number or name at token 0'],
  ])('refuses %s', (text, problem) => {
    expect(findPromQlProblem(text)).toBe(problem);
  });
});
