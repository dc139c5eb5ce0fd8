import { LiveValue } from './LiveValue';

function setHidden(hidden: boolean) {
  jest.spyOn(document, 'hidden', 'get').mockReturnValue(hidden);
  document.dispatchEvent(new Event('visibilitychange'));
}

const settle = (ms = 0) => jest.advanceTimersByTimeAsync(ms);

describe('LiveValue', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  function create() {
    let requests = 0;
    const load = jest.fn(async () => ++requests);
    const live = new LiveValue({ load, pollMs: 30_000 });
    return { load, live };
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
    await settle(60_500);
    expect(load).toHaveBeenCalledTimes(3);

    leave();
    expect(live.isIdle).toBe(true);
    await settle(300_000);
    expect(load).toHaveBeenCalledTimes(3);
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
    await settle();
    for (let i = 0; i < 30; i++) {
      live.refresh();
      await settle(100);
    }
    expect(load.mock.calls.length).toBeGreaterThanOrEqual(3);
    expect(load.mock.calls.length).toBeLessThanOrEqual(4);
  });

  it('asks again if a hint comes while a request is under way', async () => {
    const answers: ((value: string) => void)[] = [];
    const load = () => new Promise<string>(resolve => answers.push(resolve));
    const live = new LiveValue({ load, pollMs: 30_000 });
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
    await settle();
    const { receivedAt } = live.getState();

    load.mockRejectedValueOnce('away');
    await settle(30_000);
    expect(live.getState()).toMatchObject({ value: 1, receivedAt });
    expect(live.getState().error?.message).toBe('away');

    await settle(30_000);
    expect(live.getState().error).toBeUndefined();
    expect(live.getState().value).toBe(2);
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

  it('takes a request that hangs for an error, and asks again', async () => {
    const { load, live } = create();
    live.subscribe(() => {});
    await settle();
    expect(live.getState().isCurrent).toBe(true);

    const signals: AbortSignal[] = [];
    (load as jest.Mock).mockImplementationOnce((signal: AbortSignal) => {
      signals.push(signal);
      return new Promise(() => {});
    });
    await settle(30_000 + 19_000);
    expect(live.getState()).toMatchObject({ isLoading: true, isCurrent: true });
    await settle(2_000);
    expect(live.getState()).toMatchObject({
      value: 1,
      isLoading: false,
      isCurrent: false,
    });
    expect(live.getState().error?.message).toMatch(
      /did not answer within 20 s/,
    );
    expect(signals[0].aborted).toBe(true);

    await settle(30_000);
    expect(live.getState()).toMatchObject({ value: 2, isCurrent: true });
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
    await settle(79_000);
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
    const live = new LiveValue({ load, pollMs: 30_000 });
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
