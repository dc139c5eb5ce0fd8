import { KeptAnswers } from './KeptAnswers';

describe('KeptAnswers', () => {
  const parse = jest.fn((text: string): unknown => JSON.parse(text));
  beforeEach(() => parse.mockClear());

  it('reads the same text once, and gives the same object', () => {
    const kept = new KeptAnswers();
    const first = kept.read('modules', '{"a":1}', parse);
    expect(kept.read('modules', '{"a":1}', parse)).toBe(first);
    expect(parse).toHaveBeenCalledTimes(1);
  });

  it('reads another text, and goes on with that', () => {
    const kept = new KeptAnswers();
    kept.read('modules', '{"a":1}', parse);
    const second = kept.read('modules', '{"a":2}', parse);
    expect(second).toEqual({ a: 2 });
    expect(kept.read('modules', '{"a":2}', parse)).toBe(second);
    expect(parse).toHaveBeenCalledTimes(2);
  });

  it('takes the same text of another question for another answer', () => {
    const kept = new KeptAnswers();
    const first = kept.read('modules', '{}', parse);
    expect(kept.read('sources', '{}', parse)).not.toBe(first);
  });

  it('keeps nothing of a text that cannot be read', () => {
    const kept = new KeptAnswers();
    const fails = () => kept.read('modules', 'no JSON', parse);
    expect(fails).toThrow();
    expect(fails).toThrow();
    expect(parse).toHaveBeenCalledTimes(2);
  });

  it('forgets what was not asked for longest', () => {
    const kept = new KeptAnswers();
    const first = kept.read('0', '{}', parse);
    for (let i = 1; i <= 29; i++) {
      kept.read(String(i), '{}', parse);
    }
    expect(kept.read('0', '{}', parse)).toBe(first);
    kept.read('30', '{}', parse);
    expect(kept.read('0', '{}', parse)).toBe(first);
    parse.mockClear();
    kept.read('1', '{}', parse);
    expect(parse).toHaveBeenCalledTimes(1);
  });

  it('does not keep what is very long', () => {
    const kept = new KeptAnswers();
    const text = JSON.stringify('x'.repeat(1024 * 1024));
    kept.read('long', text, parse);
    kept.read('long', text, parse);
    expect(parse).toHaveBeenCalledTimes(2);
  });
});
