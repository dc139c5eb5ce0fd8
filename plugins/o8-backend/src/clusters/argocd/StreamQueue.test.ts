import { StreamQueue } from './StreamQueue';

async function* count(to: number) {
  for (let number = 1; number <= to; number++) {
    yield number;
  }
}

it('gives everything in its order, also what came before anybody asked', async () => {
  const queue = new StreamQueue(count(3));
  await new Promise(resolve => setImmediate(resolve));
  const got: number[] = [];
  for await (const number of queue) {
    got.push(number);
  }
  expect(got).toEqual([1, 2, 3]);
});

it('gives what came before an error, and then the error', async () => {
  async function* broken() {
    yield 1;
    throw new Error('cut off');
  }
  const iterator = new StreamQueue(broken())[Symbol.asyncIterator]();
  await expect(iterator.next()).resolves.toMatchObject({ value: 1 });
  await expect(iterator.next()).rejects.toThrow('cut off');
});

it('ends rather than to keep more than fits', async () => {
  const queue = new StreamQueue(count(20_000));
  await new Promise(resolve => setImmediate(resolve));
  const read = async () => {
    let last = 0;
    for await (const number of queue) {
      last = number;
    }
    return last;
  };
  await expect(read()).rejects.toMatchObject({ code: 'gone' });
});

it('ends when it is closed, whatever comes', async () => {
  const queue = new StreamQueue(count(3));
  queue.close();
  await new Promise(resolve => setImmediate(resolve));
  for await (const number of queue) {
    // Taken before it was closed.
    expect(number).toBe(1);
  }
});
