import type { MeasuredStoreCall } from './createTelemetry';
import { measureStore } from './measureStore';

class Shelf {
  readonly #books = ['one', 'two'];
  title = 'shelf';

  async list(limit: number): Promise<string[]> {
    return this.#books.slice(0, limit);
  }

  async burn(): Promise<void> {
    throw new Error('wet');
  }

  count(): number {
    return this.#books.length;
  }
}

describe('measureStore', () => {
  const calls: MeasuredStoreCall[] = [];
  const shelf = measureStore(new Shelf(), 'books', {
    storeAsked: call => calls.push(call),
  });

  beforeEach(() => calls.splice(0));

  it('answers as the store does, and tells which question that was', async () => {
    await expect(shelf.list(1)).resolves.toEqual(['one']);
    expect(calls).toEqual([
      {
        store: 'books',
        operation: 'list',
        durationMs: expect.any(Number),
        error: undefined,
      },
    ]);
    expect(calls[0].durationMs).toBeGreaterThanOrEqual(0);
  });

  it('tells of a failure, which whoever asked sees', async () => {
    await expect(shelf.burn()).rejects.toThrow('wet');
    expect(calls).toEqual([
      expect.objectContaining({ operation: 'burn', error: new Error('wet') }),
    ]);
  });

  it('leaves alone what is no question to a database', () => {
    expect(shelf.title).toBe('shelf');
    expect(shelf.count()).toBe(2);
    expect(calls).toEqual([]);
  });

  it('has the same methods whenever it is asked for them', () => {
    expect(shelf.list).toBe(shelf.list);
    expect(shelf).toBeInstanceOf(Shelf);
  });
});
