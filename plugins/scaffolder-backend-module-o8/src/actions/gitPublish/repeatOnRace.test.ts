import { ConflictError, InputError } from '@backstage/errors';
import { repeatOnRace, tryPush, type Attempt } from './repeatOnRace';

describe('tryPush', () => {
  it('tells a race from any other error', async () => {
    await expect(tryPush(async () => undefined, 'value')).resolves.toEqual({
      done: true,
      value: 'value',
    });
    await expect(
      tryPush(async () => {
        throw new ConflictError('Somebody was faster');
      }, 'value'),
    ).resolves.toEqual({ done: false });
    await expect(
      tryPush(async () => {
        throw new InputError('No');
      }, 'value'),
    ).rejects.toThrow('No');
  });
});

describe('repeatOnRace', () => {
  const what = 'The repository';

  it('repeats until an attempt is done', async () => {
    const attempt = jest
      .fn<Promise<Attempt<string>>, []>()
      .mockResolvedValueOnce({ done: false })
      .mockResolvedValueOnce({ done: true, value: 'value' });
    const onRace = jest.fn();
    await expect(repeatOnRace({ attempt, what, onRace })).resolves.toBe(
      'value',
    );
    expect(attempt).toHaveBeenCalledTimes(2);
    const [[delayMs]] = onRace.mock.calls;
    expect(delayMs).toBeGreaterThanOrEqual(50);
    expect(delayMs).toBeLessThanOrEqual(150);
  });

  it('does not repeat what was decided', async () => {
    const attempt = jest.fn(async () => {
      throw new ConflictError('The name is taken');
    });
    await expect(
      repeatOnRace({ attempt, what, onRace: jest.fn() }),
    ).rejects.toThrow('The name is taken');
    expect(attempt).toHaveBeenCalledTimes(1);
  });

  it('ends with its task', async () => {
    const controller = new AbortController();
    const attempt = jest.fn(async (): Promise<Attempt<string>> => {
      controller.abort();
      return { done: false };
    });
    await expect(
      repeatOnRace({
        attempt,
        what,
        onRace: jest.fn(),
        signal: controller.signal,
      }),
    ).rejects.toThrow(/abort/i);
    expect(attempt).toHaveBeenCalledTimes(1);
  });
});
