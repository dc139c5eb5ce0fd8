import { TouchedTimes } from './TouchedTimes';

const time = (seenMs: number, writtenMs: number) => ({
  seenMs,
  writtenMs,
  sources: ['argocd'],
});

describe('TouchedTimes', () => {
  it('gives a change to the judgement that began after it was written', () => {
    const times = new TouchedTimes();
    times.touch(['alpha', 'beta'], time(10, 20));
    expect(times.take('alpha', 30)).toEqual(time(10, 20));
    expect(times.take('alpha', 30)).toBeUndefined();
    expect(times.take('beta', 30)).toEqual(time(10, 20));
    expect(times.take('unknown', 30)).toBeUndefined();
  });

  it('keeps a change that was written while a judgement was under way', () => {
    const times = new TouchedTimes();
    times.touch(['alpha'], time(10, 20));
    expect(times.take('alpha', 15)).toBeUndefined();
    expect(times.take('alpha', 25)).toEqual(time(10, 20));
  });

  it('counts from the oldest of several changes', () => {
    const times = new TouchedTimes();
    times.touch(['alpha'], time(10, 20));
    times.touch(['alpha'], time(30, 40));
    expect(times.take('alpha', 50)?.seenMs).toBe(10);
  });

  it('forgets the oldest where others judge what it knows', () => {
    const times = new TouchedTimes();
    times.touch(['first'], time(1, 2));
    const names = Array.from({ length: 10_000 }, (_, index) => `m-${index}`);
    times.touch(names, time(3, 4));
    expect(times.take('first', 5)).toBeUndefined();
    expect(times.take('m-0', 5)?.seenMs).toBe(3);
    expect(times.take('m-9999', 5)?.seenMs).toBe(3);
  });
});
