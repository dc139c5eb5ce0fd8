import { Turns } from './Turns';

const { signal } = new AbortController();

it('lets so many run at once, in their order', async () => {
  const turns = new Turns(2);
  const began: number[] = [];
  const ends: (() => void)[] = [];
  const runs = [0, 1, 2, 3].map(number =>
    turns.run(signal, () => {
      began.push(number);
      return new Promise<void>(resolve => {
        ends[number] = resolve;
      });
    }),
  );
  await new Promise(resolve => setImmediate(resolve));
  expect(began).toEqual([0, 1]);
  ends[1]();
  await runs[1];
  await new Promise(resolve => setImmediate(resolve));
  expect(began).toEqual([0, 1, 2]);
  [0, 2].forEach(number => ends[number]());
  await Promise.all([runs[0], runs[2]]);
  await new Promise(resolve => setImmediate(resolve));
  ends[3]();
  await runs[3];
});

it('ends a turn that failed', async () => {
  const turns = new Turns(1);
  await expect(
    turns.run(signal, () => Promise.reject(new Error('no'))),
  ).rejects.toThrow('no');
  await expect(turns.run(signal, async () => 'next')).resolves.toBe('next');
});

it('gives no turn to who has gone, and loses none', async () => {
  const turns = new Turns(1);
  const abort = new AbortController();
  const end = await turns.take(signal);
  const waiting = turns.take(abort.signal);
  const after = turns.run(signal, async () => 'after');
  abort.abort(new Error('enough'));
  // Does not wait for a turn to say so.
  await expect(waiting).rejects.toThrow('enough');
  end();
  await expect(after).resolves.toBe('after');
});
