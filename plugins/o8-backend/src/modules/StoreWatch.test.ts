import { StoreWatch } from './StoreWatch';

const PROMISE_MS = 1_000;

interface Look {
  /** The store says its first word. */
  answer: () => void;
  resolve: () => Promise<void>;
  reject: (error: Error) => Promise<void>;
}

function create() {
  const looks: Look[] = [];
  const take = jest.fn();
  const logger = { warn: jest.fn(), info: jest.fn() };
  const watch = new StoreWatch({
    look: onAnswer =>
      new Promise((resolve, reject) => {
        const settle = async (end: () => void) => {
          end();
          await jest.advanceTimersByTimeAsync(0);
        };
        looks.push({
          answer: onAnswer,
          resolve: () => settle(() => resolve(take)),
          reject: error => settle(() => reject(error)),
        });
      }),
    promiseMs: PROMISE_MS,
    logger,
  });
  /** Asks, and says when the question was answered, and how. */
  const ask = () => {
    const asked = { answer: 'waits' };
    watch.untilKnown().then(
      () => {
        asked.answer = 'known';
      },
      (error: Error) => {
        asked.answer = error.name;
      },
    );
    return asked;
  };
  const askNow = async () => {
    const asked = ask();
    await jest.advanceTimersByTimeAsync(0);
    return asked.answer;
  };
  /** One that has looked already. */
  const know = async () => {
    const asked = ask();
    await looks[0].resolve();
    expect(asked.answer).toBe('known');
  };
  return { watch, looks, take, logger, ask, askNow, know };
}

describe('StoreWatch', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('has all who ask at a time wait for one look', async () => {
    const { looks, ask, take } = create();
    const asked = Array.from({ length: 100 }, ask);
    await jest.advanceTimersByTimeAsync(0);
    expect(looks).toHaveLength(1);
    expect(asked.every(({ answer }) => answer === 'waits')).toBe(true);

    await looks[0].resolve();
    expect(asked.every(({ answer }) => answer === 'known')).toBe(true);
    expect(take).toHaveBeenCalledTimes(1);
  });

  it('never looks when nobody asks', async () => {
    const { looks, know, watch } = create();
    await know();
    await jest.advanceTimersByTimeAsync(60_000);
    watch.refresh();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(looks).toHaveLength(1);
  });

  it('does not look again for a moment', async () => {
    const { looks, askNow, know } = create();
    await know();
    await jest.advanceTimersByTimeAsync(25);
    await expect(askNow()).resolves.toBe('known');
    expect(looks).toHaveLength(1);
  });

  it('answers from memory while it looks, if that is young', async () => {
    const { looks, askNow, know } = create();
    await know();
    await jest.advanceTimersByTimeAsync(26);
    await expect(askNow()).resolves.toBe('known');
    await expect(askNow()).resolves.toBe('known');
    expect(looks).toHaveLength(2);
  });

  it('waits for a look if what it knows is older', async () => {
    const { looks, ask, know } = create();
    await know();
    await jest.advanceTimersByTimeAsync(500);
    const asked = ask();
    await jest.advanceTimersByTimeAsync(10);
    expect(asked.answer).toBe('waits');
    await looks[1].resolve();
    expect(asked.answer).toBe('known');
  });

  it('shows what was written here to whoever asks then', async () => {
    const { watch, looks, ask, know } = create();
    await know();
    // A look that began before says nothing of it.
    await jest.advanceTimersByTimeAsync(26);
    ask();
    await jest.advanceTimersByTimeAsync(1);
    watch.refresh();
    const asked = ask();
    await looks[1].resolve();
    expect(asked.answer).toBe('waits');
    expect(looks).toHaveLength(3);
    await looks[2].resolve();
    expect(asked.answer).toBe('known');
  });

  it('looks at once after a write while people look', async () => {
    const { watch, looks, askNow, know } = create();
    await know();
    await jest.advanceTimersByTimeAsync(10);
    watch.refresh();
    expect(looks).toHaveLength(2);
    await looks[1].resolve();
    await expect(askNow()).resolves.toBe('known');
    expect(looks).toHaveLength(2);
  });

  it('goes on from memory while the store is slow, up to its promise', async () => {
    const { looks, ask, know } = create();
    await know();
    await jest.advanceTimersByTimeAsync(900);
    const first = ask();
    await jest.advanceTimersByTimeAsync(30);
    expect(first.answer).toBe('known');

    await jest.advanceTimersByTimeAsync(100);
    const second = ask();
    await jest.advanceTimersByTimeAsync(PROMISE_MS - 1);
    expect(second.answer).toBe('waits');
    await jest.advanceTimersByTimeAsync(1);
    expect(second.answer).toBe('ServiceUnavailableError');
    expect(looks).toHaveLength(2);

    // It is there again: nobody has to do anything.
    const third = ask();
    await looks[1].resolve();
    await looks[2].resolve();
    expect(third.answer).toBe('known');
  });

  it('waits longer for a store that is there and has much to say', async () => {
    const { looks, ask, know } = create();
    await know();
    await jest.advanceTimersByTimeAsync(3_600_000);
    const asked = ask();
    looks[1].answer();
    await jest.advanceTimersByTimeAsync(7 * PROMISE_MS);
    expect(asked.answer).toBe('waits');
    const later = ask();
    await jest.advanceTimersByTimeAsync(2 * PROMISE_MS);
    expect(looks).toHaveLength(2);
    await looks[1].resolve();
    await looks[2].resolve();
    expect([asked.answer, later.answer]).toEqual(['known', 'known']);

    await jest.advanceTimersByTimeAsync(3_600_000);
    const endless = ask();
    looks[3].answer();
    await jest.advanceTimersByTimeAsync(15 * PROMISE_MS - 1);
    expect(endless.answer).toBe('waits');
    await jest.advanceTimersByTimeAsync(1);
    expect(endless.answer).toBe('ServiceUnavailableError');
  });

  it('waits if what it knows would be too old when it has waited in vain', async () => {
    const { looks, ask, know } = create();
    await know();
    await jest.advanceTimersByTimeAsync(PROMISE_MS - 10);
    const asked = ask();
    await jest.advanceTimersByTimeAsync(100);
    expect(asked.answer).toBe('waits');
    await looks[1].resolve();
    expect(asked.answer).toBe('known');
  });

  it('leaves a store alone that refuses, and tells of it once', async () => {
    const { looks, askNow, ask, know, logger } = create();
    await know();
    await jest.advanceTimersByTimeAsync(PROMISE_MS + 1);
    const asked = ask();
    await looks[1].reject(new Error('No database'));
    expect(asked.answer).toBe('ServiceUnavailableError');
    await expect(askNow()).resolves.toBe('ServiceUnavailableError');
    expect(looks).toHaveLength(2);

    await jest.advanceTimersByTimeAsync(100);
    const again = ask();
    await looks[2].reject(new Error('No database'));
    expect(again.answer).toBe('ServiceUnavailableError');
    expect(logger.warn).toHaveBeenCalledTimes(1);

    await jest.advanceTimersByTimeAsync(100);
    const well = ask();
    await looks[3].resolve();
    expect(well.answer).toBe('known');
    expect(logger.info).toHaveBeenCalledTimes(1);
  });

  it('fails at its first look as the store does', async () => {
    const { looks, ask } = create();
    const asked = ask();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(asked.answer).toBe('waits');
    await looks[0].reject(new Error('No database'));
    expect(asked.answer).toBe('ServiceUnavailableError');
  });

  it('gives a look up that never ends, and takes nothing of it', async () => {
    const { looks, ask, know, take } = create();
    await know();
    await jest.advanceTimersByTimeAsync(PROMISE_MS);
    ask();
    await jest.advanceTimersByTimeAsync(5 * PROMISE_MS + 1);
    const asked = ask();
    expect(looks).toHaveLength(3);
    await looks[2].resolve();
    expect(asked.answer).toBe('known');
    take.mockClear();
    await looks[1].resolve();
    expect(take).not.toHaveBeenCalled();
  });
});
