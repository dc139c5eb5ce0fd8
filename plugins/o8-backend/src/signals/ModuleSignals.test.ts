import type { SignalsService } from '@backstage/plugin-signals-node';
import { MODULES_CHANNEL } from '@orchestr8/backstage-plugin-o8-common';
import { ModuleSignals } from './ModuleSignals';

type Published = Parameters<SignalsService['publish']>[0];

const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);
const ref = (name: string | number) => `component:default/${name}`;

describe('ModuleSignals', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  function create() {
    const publish = jest.fn(async (_: Published) => {});
    const logger = { warn: jest.fn(), info: jest.fn() };
    const signals = new ModuleSignals({
      signals: { publish } as unknown as SignalsService,
      secret: 'secret',
      logger,
    });
    const keysOf = (call: number) =>
      (publish.mock.calls[call][0].message as { keys: string[] | null }).keys;
    return { publish, logger, signals, keysOf };
  }

  it('tells everybody the keys of what changed, and nothing else', async () => {
    const { signals, publish, keysOf } = create();
    signals.start();
    signals.addModules([ref('billing'), ref('web'), ref('billing')]);
    await pass(200);

    expect(publish).toHaveBeenCalledTimes(1);
    expect(publish).toHaveBeenCalledWith({
      recipients: { type: 'broadcast' },
      channel: MODULES_CHANNEL,
      message: { keys: expect.any(Array) },
    });
    expect(keysOf(0)).toEqual(
      expect.arrayContaining(
        ['billing', 'web'].map(name => signals.keyOf(ref(name))),
      ),
    );
    expect(JSON.stringify(publish.mock.calls)).not.toMatch(/billing|web/);
    signals.stop();
  });

  it('waits longer than an index goes without a look at the store', async () => {
    const { signals, publish } = create();
    signals.start();
    signals.addModules([ref('a')]);
    await pass(100);
    expect(publish).not.toHaveBeenCalled();
    signals.stop();
  });

  it('makes a few signals a second of fifty changes a second', async () => {
    const { signals, publish, keysOf } = create();
    signals.start();
    for (let change = 0; change < 500; change++) {
      signals.addModules([ref(change)]);
      await pass(20);
    }
    await pass(200);

    expect(publish.mock.calls.length).toBeGreaterThanOrEqual(40);
    expect(publish.mock.calls.length).toBeLessThanOrEqual(51);
    const said = new Set(
      publish.mock.calls.flatMap((_, call) => keysOf(call) ?? []),
    );
    for (let change = 0; change < 500; change++) {
      expect(said).toContain(signals.keyOf(ref(change)));
    }
    signals.stop();
  });

  it('says that anything may have changed for a burst, and then goes on', async () => {
    const { signals, keysOf } = create();
    signals.start();
    signals.addModules(Array.from({ length: 500 }, (_, index) => ref(index)));
    await pass(200);
    expect(keysOf(0)).toBeNull();

    signals.addModules([ref('a')]);
    await pass(200);
    expect(keysOf(1)).toContain(signals.keyOf(ref('a')));
    signals.stop();
  });

  it('says no more of sources than of a burst', async () => {
    const { signals, publish, keysOf } = create();
    signals.start();
    signals.addModules([ref('a')]);
    signals.addSources();
    signals.addModules([ref('b')]);
    await pass(200);
    expect(publish).toHaveBeenCalledTimes(1);
    expect(keysOf(0)).toBeNull();
    signals.stop();
  });

  it('shows now and then that signals arrive', async () => {
    const { signals, publish, keysOf } = create();
    signals.start();
    await pass(40_000);
    expect(publish).toHaveBeenCalledTimes(2);
    expect([keysOf(0), keysOf(1)]).toEqual([[], []]);
    signals.addModules([ref('a')]);
    await pass(200);
    expect(publish).toHaveBeenCalledTimes(3);

    await pass(19_000);
    expect(publish).toHaveBeenCalledTimes(3);
    signals.stop();
    await pass(60_000);
    expect(publish).toHaveBeenCalledTimes(3);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('keeps what changed before it was started', async () => {
    const { signals, publish, keysOf } = create();
    signals.addModules([ref('early')]);
    await pass(60_000);
    expect(publish).not.toHaveBeenCalled();
    signals.start();
    await pass(200);
    expect(keysOf(0)).toContain(signals.keyOf(ref('early')));
    signals.stop();
  });

  it('gathers on while a delivery takes its time', async () => {
    const { signals, publish, keysOf } = create();
    let end = () => {};
    publish.mockImplementationOnce(
      () =>
        new Promise(resolve => {
          end = resolve;
        }),
    );
    signals.start();
    signals.addModules([ref('a')]);
    await pass(200);
    signals.addModules([ref('b')]);
    await pass(1_000);
    signals.addModules([ref('c')]);
    await pass(1_000);
    expect(publish).toHaveBeenCalledTimes(1);

    end();
    await pass(200);
    expect(publish).toHaveBeenCalledTimes(2);
    expect(keysOf(1)).toEqual(
      expect.arrayContaining([
        signals.keyOf(ref('b')),
        signals.keyOf(ref('c')),
      ]),
    );
    signals.stop();
  });

  it('disturbs nobody when deliveries fail, and says so once', async () => {
    const { signals, publish, logger } = create();
    publish.mockRejectedValueOnce(new Error('no bus'));
    publish.mockImplementationOnce(() => {
      throw new Error('no bus at all');
    });
    publish.mockImplementationOnce(() => new Promise(() => {}));
    signals.start();
    for (let change = 0; change < 3; change++) {
      signals.addModules([ref(change)]);
      await pass(200);
    }
    await pass(10_000);
    expect(signals.counts).toEqual({ sent: 0, failed: 3 });
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(logger.warn.mock.calls[0][1]).toEqual({ error: 'Error: no bus' });

    signals.addModules([ref('a')]);
    await pass(200);
    expect(signals.counts).toEqual({ sent: 1, failed: 3 });
    expect(logger.info).toHaveBeenCalledTimes(1);
    signals.stop();
  });

  it('says what is gathered before it ends', async () => {
    const { signals, publish, keysOf } = create();
    signals.start();
    signals.addModules([ref('late')]);
    await signals.stop();
    expect(publish).toHaveBeenCalledTimes(1);
    expect(keysOf(0)).toContain(signals.keyOf(ref('late')));

    await signals.stop();
    await pass(60_000);
    expect(publish).toHaveBeenCalledTimes(1);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('says that anything may have changed after one that was lost', async () => {
    const { signals, publish, keysOf } = create();
    publish.mockRejectedValueOnce(new Error('no bus'));
    signals.start();
    signals.addModules([ref('lost')]);
    await pass(200);
    // Also if nothing changes any more.
    await pass(20_000);
    expect(publish).toHaveBeenCalledTimes(2);
    expect(keysOf(1)).toBeNull();

    signals.addModules([ref('a')]);
    await pass(200);
    expect(keysOf(2)).toContain(signals.keyOf(ref('a')));
    signals.stop();
  });
});
