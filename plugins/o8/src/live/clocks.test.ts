import { LiveValue } from './LiveValue';

const settle = (ms = 0) => jest.advanceTimersByTimeAsync(ms);

/** Past the look after the first seconds. */
const SETTLED_MS = 6_000;

describe('LiveValue, when clocks jump and machines sleep', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  function create() {
    let requests = 0;
    const load = jest.fn(async () => ++requests);
    const live = new LiveValue({
      load,
      getPollMs: () => 30_000,
      random: () => 0.5,
    });
    return { load, live };
  }

  it.each([-3_600_000, 3_600_000])(
    'follows hints when the clock of the machine is moved by %i ms',
    async byMs => {
      const { load, live } = create();
      live.subscribe(() => {});
      await settle(SETTLED_MS);
      load.mockClear();
      jest.setSystemTime(Date.now() + byMs);
      live.hint();
      await settle(2_000);
      expect(load).toHaveBeenCalledTimes(1);
      await settle(40_000);
      expect(load).toHaveBeenCalledTimes(2);
    },
  );

  it('does not take an answer from before a sleep for current', async () => {
    const { live } = create();
    live.subscribe(() => {});
    await settle(SETTLED_MS);
    expect(live.getState().isCurrent).toBe(true);
    // Timers stand still meanwhile.
    jest.setSystemTime(Date.now() + 3_600_000);
    expect(live.getState().isCurrent).toBe(false);
  });

  it('asks at once when the network is back', async () => {
    const { load, live } = create();
    const leave = live.subscribe(() => {});
    await settle(SETTLED_MS);
    load.mockClear();
    window.dispatchEvent(new Event('online'));
    await settle();
    expect(load).toHaveBeenCalledTimes(1);
    leave();
    window.dispatchEvent(new Event('online'));
    await settle(5_000);
    expect(load).toHaveBeenCalledTimes(1);
  });
});
