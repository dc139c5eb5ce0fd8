import { KeptReading } from './KeptReading';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const limits = { keepMs: 10_000, limitMs: 2_000 };

describe('KeptReading', () => {
  it('reads once for all who ask, and again when it is old', async () => {
    let reads = 0;
    const read = async () => {
      reads += 1;
      return reads;
    };
    const kept = new KeptReading({ ...limits, read });
    expect(await Promise.all([kept.get(), kept.get()])).toEqual([1, 1]);
    jest.advanceTimersByTime(9_999);
    expect(await kept.get()).toBe(1);
    jest.advanceTimersByTime(1);
    expect(await kept.get()).toBe(2);
  });

  it('does not ask again at once what has just failed', async () => {
    const read = jest.fn().mockRejectedValue(new Error('closed'));
    const kept = new KeptReading({ ...limits, read });
    await expect(kept.get()).rejects.toThrow('closed');
    await expect(kept.get()).rejects.toThrow('closed');
    expect(read).toHaveBeenCalledTimes(1);
    read.mockResolvedValue(7);
    jest.advanceTimersByTime(10_000);
    expect(await kept.get()).toBe(7);
  });

  it('waits for what hangs until its limit, and never twice at once', async () => {
    const read = jest.fn(() => new Promise<number>(() => {}));
    const kept = new KeptReading({ ...limits, read });
    const answers = [kept.get(), kept.get()].map(answer =>
      answer.catch((error: Error) => error.message),
    );
    await jest.advanceTimersByTimeAsync(2_000);
    expect(await Promise.all(answers)).toEqual([
      'The database did not answer within 2000 ms',
      'The database did not answer within 2000 ms',
    ]);
    expect(read).toHaveBeenCalledTimes(1);
  });
});
