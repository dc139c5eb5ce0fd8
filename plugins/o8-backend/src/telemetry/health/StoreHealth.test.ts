import { StoreHealth } from './StoreHealth';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function createHealth() {
  const ping = jest.fn(async () => {});
  return { ping, health: new StoreHealth({ ping }) };
}

describe('StoreHealth', () => {
  it('asks the store once a second at most', async () => {
    const { ping, health } = createHealth();
    for (let asked = 0; asked < 10; asked += 1) {
      expect(await health.isUp()).toBe(true);
    }
    expect(ping).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(1_000);
    await health.isUp();
    expect(ping).toHaveBeenCalledTimes(2);
  });

  it('is down while the store throws, and up when it answers again', async () => {
    const { ping, health } = createHealth();
    ping.mockRejectedValue(new Error('closed'));
    expect(await health.isUp()).toBe(false);
    ping.mockResolvedValue();
    jest.advanceTimersByTime(1_000);
    expect(await health.isUp()).toBe(true);
  });

  it('is down when the store hangs', async () => {
    const { ping, health } = createHealth();
    ping.mockReturnValue(new Promise(() => {}));
    const isUp = health.isUp();
    await jest.advanceTimersByTimeAsync(2_000);
    expect(await isUp).toBe(false);
  });

  it('stays ready through a short failure, and not through a long one', async () => {
    const { ping, health } = createHealth();
    ping.mockRejectedValue(new Error('closed'));
    expect(await health.isReady()).toBe(true);
    jest.advanceTimersByTime(9_999);
    expect(await health.isReady()).toBe(true);
    jest.advanceTimersByTime(1);
    expect(await health.isReady()).toBe(false);

    ping.mockResolvedValue();
    jest.advanceTimersByTime(1_000);
    expect(await health.isReady()).toBe(true);
    // What failed before was another failure.
    ping.mockRejectedValue(new Error('closed'));
    jest.advanceTimersByTime(1_000);
    expect(await health.isReady()).toBe(true);
  });
});
