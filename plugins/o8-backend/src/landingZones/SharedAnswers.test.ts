import { SharedAnswers } from './SharedAnswers';

const TTL_MS = 5000;

function createShared() {
  const shared = new SharedAnswers<string>({
    ttlMs: TTL_MS,
    isKept: answer => answer !== 'unknown',
  });
  const calls: {
    signal: AbortSignal;
    resolve(value: string): void;
    reject(error: Error): void;
  }[] = [];
  const load = (signal: AbortSignal) =>
    new Promise<string>((resolve, reject) => {
      calls.push({ signal, resolve, reject });
    });
  const get = (key: string, signal?: AbortSignal) =>
    shared.get({ key, load, signal });
  return { get, calls };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('SharedAnswers', () => {
  it('asks once for all who wait, and gives the answer again for a moment', async () => {
    const { get, calls } = createShared();
    const both = Promise.all([get('a'), get('a')]);
    expect(calls).toHaveLength(1);
    calls[0].resolve('free');
    await expect(both).resolves.toEqual(['free', 'free']);

    jest.advanceTimersByTime(TTL_MS - 1);
    await expect(get('a')).resolves.toBe('free');
    expect(calls).toHaveLength(1);
    jest.advanceTimersByTime(1);
    const later = get('a');
    expect(calls).toHaveLength(2);
    calls[1].resolve('taken');
    await expect(later).resolves.toBe('taken');
  });

  it('does not mix keys', async () => {
    const { get, calls } = createShared();
    const both = Promise.all([get('a'), get('b')]);
    calls[1].resolve('second');
    calls[0].resolve('first');
    await expect(both).resolves.toEqual(['first', 'second']);
  });

  it('keeps neither failures nor answers that are not to be kept', async () => {
    const { get, calls } = createShared();
    const first = get('a');
    calls[0].reject(new Error('away'));
    await expect(first).rejects.toThrow('away');
    const second = get('a');
    calls[1].resolve('unknown');
    await expect(second).resolves.toBe('unknown');
    const third = get('a');
    calls[2].resolve('free');
    await expect(third).resolves.toBe('free');
  });

  it('goes on until the last of those who wait is gone', async () => {
    const { get, calls } = createShared();
    const [one, two] = [new AbortController(), new AbortController()];
    const first = get('a', one.signal);
    const second = get('a', two.signal);
    one.abort(new Error('gone'));
    await expect(first).rejects.toThrow('gone');
    expect(calls[0].signal.aborted).toBe(false);
    two.abort(new Error('gone too'));
    await expect(second).rejects.toThrow('gone too');
    expect(calls[0].signal.aborted).toBe(true);
  });

  it('gives nobody the answer of what was given up', async () => {
    const { get, calls } = createShared();
    const controller = new AbortController();
    const first = get('a', controller.signal);
    controller.abort();
    await expect(first).rejects.toThrow();

    const second = get('a');
    calls[0].resolve('old');
    await Promise.resolve();
    expect(calls).toHaveLength(2);
    calls[1].resolve('new');
    await expect(second).resolves.toBe('new');
    await expect(get('a')).resolves.toBe('new');
  });

  it('asks nothing for those who are gone already', async () => {
    const { get, calls } = createShared();
    await expect(get('a', AbortSignal.abort())).rejects.toThrow();
    expect(calls).toEqual([]);
  });
});
