import { LiveValue, type LiveValueOptions } from './LiveValue';

function setHidden(hidden: boolean) {
  jest.spyOn(document, 'hidden', 'get').mockReturnValue(hidden);
  document.dispatchEvent(new Event('visibilitychange'));
}

const settle = (ms = 0) => jest.advanceTimersByTimeAsync(ms);

/** Without jitter and spread, unless told otherwise. */
function createLive<T>(
  load: (signal: AbortSignal) => Promise<T>,
  options: Partial<LiveValueOptions<T>> = {},
) {
  return new LiveValue({
    load,
    getPollMs: () => 30_000,
    random: () => 0.5,
    ...options,
  });
}

/** Past the look after the first seconds. */
const SETTLED_MS = 6_000;

describe('LiveValue', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  function create() {
    let requests = 0;
    const load = jest.fn(async () => ++requests);
    return { load, live: createLive(load) };
  }

  it('asks once for all who look, and not before', async () => {
    const { load, live } = create();
    await settle(60_000);
    expect(load).toHaveBeenCalledTimes(0);

    const listener = jest.fn();
    live.subscribe(listener);
    live.subscribe(() => {});
    await settle();

    expect(load).toHaveBeenCalledTimes(1);
    expect(live.getState()).toMatchObject({ value: 1, isLoading: false });
    expect(live.getState().receivedAt).toMatch(/^\d{4}-/);
    expect(listener).toHaveBeenCalled();
  });

  it('polls while somebody looks, and stops with the last one', async () => {
    const { load, live } = create();
    const leave = live.subscribe(() => {});
    await settle(SETTLED_MS);
    expect(load).toHaveBeenCalledTimes(2);
    await settle(60_000);
    expect(load).toHaveBeenCalledTimes(4);

    leave();
    expect(live.isIdle).toBe(true);
    await settle(300_000);
    expect(load).toHaveBeenCalledTimes(4);
  });

  it('asks sooner while it has nothing to show', async () => {
    const { load, live } = create();
    load.mockRejectedValueOnce(new Error('not yet'));
    live.subscribe(() => {});
    await settle(5_500);
    expect(live.getState()).toMatchObject({ value: 1 });

    await settle(20_000);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('turns a flood of hints into one request a second', async () => {
    const { load, live } = create();
    live.subscribe(() => {});
    await settle(SETTLED_MS);
    load.mockClear();
    for (let i = 0; i < 30; i++) {
      live.refresh();
      live.hint();
      await settle(100);
    }
    expect(load.mock.calls.length).toBeGreaterThanOrEqual(3);
    expect(load.mock.calls.length).toBeLessThanOrEqual(4);
  });

  it('asks again if a hint comes while a request is under way', async () => {
    const answers: ((value: string) => void)[] = [];
    const load = () => new Promise<string>(resolve => answers.push(resolve));
    const live = createLive(load);
    live.subscribe(() => {});
    await settle(2000);
    live.refresh();
    await settle(2000);
    expect(answers).toHaveLength(1);

    answers[0]('old');
    await settle(1000);
    expect(answers).toHaveLength(2);
    answers[1]('new');
    await settle();
    expect(live.getState().value).toBe('new');
  });

  it('keeps what it knows when a request fails, and forgets the error later', async () => {
    const { load, live } = create();
    live.subscribe(() => {});
    await settle(SETTLED_MS);
    const { receivedAt } = live.getState();

    load.mockRejectedValueOnce('away');
    await settle(30_000);
    expect(live.getState()).toMatchObject({ value: 2, receivedAt });
    expect(live.getState().error?.message).toBe('away');

    await settle(15_000);
    expect(live.getState().error).toBeUndefined();
    expect(live.getState().value).toBe(3);
  });

  it('does not ask while the page is hidden, but once it is seen again', async () => {
    const { load, live } = create();
    live.subscribe(() => {});
    await settle();

    setHidden(true);
    live.refresh();
    await settle(120_000);
    expect(load).toHaveBeenCalledTimes(1);

    setHidden(false);
    await settle();
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('looks once more when the first seconds are over, in which signals are lost', async () => {
    const { load, live } = create();
    live.subscribe(() => {});
    await settle(4_900);
    expect(load).toHaveBeenCalledTimes(1);
    await settle(200);
    expect(load).toHaveBeenCalledTimes(2);
    await settle(20_000);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it.each([
    [0, 24_000],
    [0.5, 30_000],
    [0.999, 36_000],
  ])('varies the time between two polls (%d)', async (random, pauseMs) => {
    const load = jest.fn(async () => 1);
    const live = createLive(load, { random: () => random });
    live.subscribe(() => {});
    await settle(5_001);
    load.mockClear();
    await settle(pauseMs - 100);
    expect(load).not.toHaveBeenCalled();
    await settle(200);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('varies the time to the next attempt too', async () => {
    const load = jest.fn().mockRejectedValue(new Error('away'));
    const live = createLive(load, { random: () => 0.999 });
    live.subscribe(() => {});
    await settle(5_500);
    expect(load).toHaveBeenCalledTimes(2);
    await settle(5_200);
    expect(load).toHaveBeenCalledTimes(2);
    await settle(1_000);
    expect(load).toHaveBeenCalledTimes(3);
  });

  it('polls as often as it is told each time', async () => {
    let pollMs = 15_000;
    const load = jest.fn(async () => 1);
    const live = createLive(load, { getPollMs: () => pollMs });
    live.subscribe(() => {});
    await settle(SETTLED_MS);
    pollMs = 60_000;
    load.mockClear();
    await settle(15_000);
    expect(load).toHaveBeenCalledTimes(1);
    await settle(58_000);
    expect(load).toHaveBeenCalledTimes(1);
    await settle(2_000);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('follows a hint a moment later, each page at another one', async () => {
    const load = jest.fn(async () => 1);
    const live = createLive(load, { random: () => 0.9 });
    live.subscribe(() => {});
    await settle(SETTLED_MS);
    load.mockClear();
    live.hint();
    await settle(440);
    expect(load).not.toHaveBeenCalled();
    await settle(20);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('looks once more when a hint led to nothing new, and then no more', async () => {
    const old = { is: 'old' };
    const load = jest.fn(async () => old);
    const live = createLive(load);
    live.subscribe(() => {});
    await settle(SETTLED_MS);
    load.mockClear();
    live.hint();
    await settle(1_000);
    expect(load).toHaveBeenCalledTimes(1);

    const next = { is: 'new' };
    load.mockResolvedValue(next);
    // A look for another reason does not take the place of the second one.
    live.refresh();
    load.mockResolvedValueOnce(old);
    await settle(300);
    expect(live.getState().value).toBe(old);
    await settle(1_500);
    expect(live.getState().value).toBe(next);
    const requests = load.mock.calls.length;
    await settle(10_000);
    expect(load).toHaveBeenCalledTimes(requests);
  });

  it('keeps the least interval also then', async () => {
    const load = jest.fn(async () => 1);
    const live = createLive(load, { minIntervalMs: 10_000 });
    live.subscribe(() => {});
    await settle(20_000);
    load.mockClear();
    live.hint();
    await settle(9_000);
    expect(load).toHaveBeenCalledTimes(1);
    await settle(3_000);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('asks once for a hint that was right', async () => {
    const { load, live } = create();
    live.subscribe(() => {});
    await settle(SETTLED_MS);
    load.mockClear();
    live.hint();
    await settle(10_000);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('has nothing drawn again for an answer that says the same', async () => {
    const same = { is: 'same' };
    const live = createLive(async () => same);
    live.subscribe(() => {});
    await settle();
    const state = live.getState();
    const checkedAt = live.getCheckedAt();
    await settle(120_000);
    expect(live.getState()).toBe(state);
    expect(Date.parse(live.getCheckedAt()!)).toBeGreaterThan(
      Date.parse(checkedAt!) + 60_000,
    );
  });

  it('says with an error when the last answer came, also if that was nothing new', async () => {
    const same = { is: 'same' };
    const load = jest.fn(async () => same);
    const live = createLive(load);
    live.subscribe(() => {});
    await settle(60_000);
    const checkedAt = live.getCheckedAt();
    load.mockRejectedValueOnce(new Error('away'));
    await settle(10_000);
    expect(live.getState()).toMatchObject({ receivedAt: checkedAt });
    expect(live.getState().error?.message).toBe('away');
  });

  it('takes a request that hangs for an error, and asks again', async () => {
    const { load, live } = create();
    live.subscribe(() => {});
    await settle();
    await settle(SETTLED_MS);
    expect(live.getState().isCurrent).toBe(true);

    const signals: AbortSignal[] = [];
    (load as jest.Mock).mockImplementationOnce((signal: AbortSignal) => {
      signals.push(signal);
      return new Promise(() => {});
    });
    await settle(29_000 + 19_000);
    expect(live.getState()).toMatchObject({
      value: 2,
      isLoading: false,
      isCurrent: true,
    });
    await settle(2_000);
    expect(live.getState()).toMatchObject({
      value: 2,
      isLoading: false,
      isCurrent: false,
    });
    expect(live.getState().error?.message).toMatch(
      /did not answer within 20 s/,
    );
    expect(signals[0].aborted).toBe(true);

    await settle(15_000);
    expect(live.getState()).toMatchObject({ value: 3, isCurrent: true });
    expect(live.getState().error).toBeUndefined();
  });

  it('leaves no timer behind when a request ends in time', async () => {
    const { live } = create();
    const leave = live.subscribe(() => {});
    await settle();
    leave();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('does not take an old answer for current when somebody comes back', async () => {
    const { load, live } = create();
    const leave = live.subscribe(() => {});
    await settle();
    leave();
    await settle(69_000);
    expect(live.getState().isCurrent).toBe(true);
    await settle(2_000);
    const old = live.getState();
    expect(old).toMatchObject({ value: 1, isCurrent: false });
    expect(live.getState()).toBe(old);

    let answer = (_: number) => {};
    load.mockReturnValueOnce(
      new Promise(resolve => {
        answer = resolve;
      }),
    );
    live.subscribe(() => {});
    await settle();
    expect(live.getState()).toMatchObject({
      value: 1,
      isLoading: true,
      isCurrent: false,
    });
    answer(9);
    await settle();
    expect(live.getState()).toMatchObject({ value: 9, isCurrent: true });
  });

  it('is not current before the first answer', () => {
    expect(create().live.getState().isCurrent).toBe(false);
  });

  it('drops a request that nobody waits for, and starts anew at once', async () => {
    const signals: AbortSignal[] = [];
    const load = (signal: AbortSignal) => {
      signals.push(signal);
      return new Promise<string>((_, reject) =>
        signal.addEventListener('abort', () => reject(new Error('aborted'))),
      );
    };
    const live = createLive(load);
    const leave = live.subscribe(() => {});
    await settle();
    leave();
    expect(signals[0].aborted).toBe(true);

    live.subscribe(() => {});
    await settle();
    expect(signals).toHaveLength(2);
    expect(live.getState().error).toBeUndefined();
  });
});
