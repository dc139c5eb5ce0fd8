import { raceSignal } from './raceSignal';

describe('raceSignal', () => {
  it('is the promise where that comes first', async () => {
    const { signal } = new AbortController();
    await expect(raceSignal(Promise.resolve(1), signal)).resolves.toBe(1);
    await expect(raceSignal(Promise.resolve(2))).resolves.toBe(2);
    await expect(
      raceSignal(Promise.reject(new Error('no')), signal),
    ).rejects.toThrow('no');
  });

  it('is the reason of the signal where that comes first', async () => {
    const controller = new AbortController();
    const raced = raceSignal(new Promise(() => {}), controller.signal);
    controller.abort(new Error('enough'));
    await expect(raced).rejects.toThrow('enough');
    await expect(
      raceSignal(new Promise(() => {}), controller.signal),
    ).rejects.toThrow('enough');
  });

  it('leaves no listener behind', async () => {
    const { signal } = new AbortController();
    const add = jest.spyOn(signal, 'addEventListener');
    const remove = jest.spyOn(signal, 'removeEventListener');
    await raceSignal(Promise.resolve(1), signal);
    expect(remove.mock.calls[0].slice(0, 2)).toEqual(
      add.mock.calls[0].slice(0, 2),
    );
  });
});
