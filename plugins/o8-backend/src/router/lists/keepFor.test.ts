import { keepFor } from './keepFor';

describe('keepFor', () => {
  let now = 0;
  beforeEach(() => {
    now = 1000;
    jest.spyOn(performance, 'now').mockImplementation(() => now);
  });
  afterEach(() => jest.restoreAllMocks());

  it('asks once within its time, and again after it', async () => {
    const ask = jest.fn(async () => now);
    const get = keepFor(100, ask);
    const first = await get();
    now += 99;
    await expect(get()).resolves.toBe(first);
    now += 1;
    await expect(get()).resolves.toMatchObject({ value: 1100 });
    expect((await get()).version).not.toBe(first.version);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('asks once at a time, however long that takes', async () => {
    const answers: ((value: number) => void)[] = [];
    const get = keepFor(
      100,
      () => new Promise<number>(resolve => answers.push(resolve)),
    );
    const waiting = [get()];
    now += 500;
    waiting.push(get());
    answers[0](1);
    await expect(Promise.all(waiting)).resolves.toEqual([
      { version: '1', value: 1 },
      { version: '1', value: 1 },
    ]);
    // What took so long is too old already.
    const next = get();
    answers[1](2);
    await expect(next).resolves.toMatchObject({ value: 2 });
    expect(answers).toHaveLength(2);
  });

  it('keeps no failure', async () => {
    const ask = jest.fn(async () => 1);
    ask.mockRejectedValueOnce(new Error('away'));
    const get = keepFor(100, ask);
    await expect(get()).rejects.toThrow('away');
    await expect(get()).resolves.toMatchObject({ value: 1 });
  });
});
