import { withLimit } from './withLimit';

describe('withLimit', () => {
  it('passes on what comes in time, good or bad', async () => {
    await expect(
      withLimit(Promise.resolve(1), { limitMs: 10_000 }),
    ).resolves.toBe(1);
    await expect(
      withLimit(Promise.reject(new Error('away')), { limitMs: 10_000 }),
    ).rejects.toThrow('away');
  });

  it('gives up what is late, and still says what came', async () => {
    let answer: (value: string) => void = () => undefined;
    const late: string[] = [];
    const limited = withLimit(
      new Promise<string>(resolve => {
        answer = resolve;
      }),
      { limitMs: 5, onLate: value => late.push(value) },
    );
    await expect(limited).rejects.toThrow(/did not answer within 5 ms/);
    expect(late).toEqual([]);
    answer('at last');
    await new Promise(resolve => setImmediate(resolve));
    expect(late).toEqual(['at last']);
  });

  it('lets a failure that comes late fall', async () => {
    let fail: (error: Error) => void = () => undefined;
    const late = jest.fn();
    const limited = withLimit(
      new Promise<string>((_, reject) => {
        fail = reject;
      }),
      { limitMs: 5, onLate: late },
    );
    await expect(limited).rejects.toThrow(/did not answer/);
    fail(new Error('away'));
    await new Promise(resolve => setImmediate(resolve));
    expect(late).not.toHaveBeenCalled();
  });
});
