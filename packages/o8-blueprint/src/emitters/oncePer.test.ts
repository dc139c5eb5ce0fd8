import { oncePer } from './oncePer';

describe('oncePer', () => {
  it('makes a value once for each object, also where it is undefined', () => {
    const make = jest.fn(({ value }: { value?: number }) => value);
    const valueOf = oncePer(make);
    const [one, none] = [{ value: 1 }, {}];
    expect([one, none, one, none].map(valueOf)).toEqual([
      1,
      undefined,
      1,
      undefined,
    ]);
    expect(make).toHaveBeenCalledTimes(2);
    expect(valueOf({ value: 2 })).toBe(2);
  });
});
