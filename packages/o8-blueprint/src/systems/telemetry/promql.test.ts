import { findPromQlProblem } from '../../__testUtils__/findPromQlProblem';
import { ageOf, series, sumIncrease, sumRate } from './promql';

describe('promql', () => {
  it('writes texts and patterns as Prometheus reads them', () => {
    expect(series('a', { b: 'c', d: /5../, e: /250(\.0)?/ })).toBe(
      'a{b="c",d=~"5..",e=~"250(\\\\.0)?"}',
    );
  });

  it('keeps a text in its quotes, whatever is in it', () => {
    const hostile = series('a', { b: 'c"} or up{x="\\' });
    expect(hostile).toBe('a{b="c\\"} or up{x=\\"\\\\"}');
    expect(findPromQlProblem(hostile)).toBeUndefined();
  });

  it('counts over a range', () => {
    expect(sumRate('a{}', '5m')).toBe('sum(rate(a{}[5m]))');
    expect(sumIncrease('a{}', '1h')).toBe('sum(increase(a{}[1h]))');
    expect(ageOf('a{}')).toBe('time() - max(a{})');
  });
});
