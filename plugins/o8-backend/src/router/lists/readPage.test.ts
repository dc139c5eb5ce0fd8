import fc from 'fast-check';
import { placeItems, readPage, type PlacedItem } from './readPage';

type Item = { key: string; ref: string };

function place(items: Item[], descending: boolean): PlacedItem<Item>[] {
  return placeItems(
    items.map(item => ({ ...item, item })),
    { descending },
  );
}

// Few keys, so that many are equal.
const items = fc.uniqueArray(
  fc.record({
    key: fc.constantFrom('', 'a', 'b', 'ä', '"'),
    ref: fc.string({ maxLength: 3 }),
  }),
  { selector: ({ ref }) => ref, maxLength: 30 },
);

const limits = fc.integer({ min: 1, max: 7 });

/** All pages, while the list becomes another one after each of them. */
function readAll(options: {
  states: Item[][];
  limit: number;
  descending: boolean;
}): Item[] {
  const { states, limit, descending } = options;
  const seen: Item[] = [];
  let cursor: string | undefined;
  for (let step = 0; step === 0 || cursor; step += 1) {
    const state = states[Math.min(step, states.length - 1)];
    const page = readPage(place(state, descending), {
      list: 'test',
      descending,
      limit,
      cursor,
    });
    expect(page.totalItems).toBe(state.length);
    expect(page.items.length).toBeLessThanOrEqual(limit);
    seen.push(...page.items);
    cursor = page.nextCursor;
  }
  return seen;
}

describe('readPage', () => {
  it('gives the whole list in its pages, while nothing changes', () => {
    fc.assert(
      fc.property(items, limits, fc.boolean(), (all, limit, descending) => {
        const seen = readAll({ states: [all], limit, descending });
        expect(seen).toEqual(place(all, descending).map(({ item }) => item));
      }),
    );
  });

  it('gives each that stays as it is once, whatever others do meanwhile', () => {
    fc.assert(
      fc.property(
        items,
        fc.array(items, { minLength: 1, maxLength: 5 }),
        limits,
        fc.boolean(),
        (steady, others, limit, descending) => {
          const isSteady = new Set(steady.map(({ ref }) => ref));
          const states = others.map(state => [
            ...steady,
            ...state.filter(({ ref }) => !isSteady.has(ref)),
          ]);
          const seen = readAll({ states, limit, descending });
          expect(seen.filter(({ ref }) => isSteady.has(ref))).toEqual(
            place(steady, descending).map(({ item }) => item),
          );
        },
      ),
    );
  });

  it('goes on after what is gone', () => {
    const list = ['a', 'b', 'c', 'd'].map(ref => ({ key: '', ref }));
    const query = { list: 'test', limit: 2 };
    const { nextCursor: cursor } = readPage(place(list, false), query);
    const rest = list.filter(({ ref }) => ref !== 'b');
    expect(readPage(place(rest, false), { ...query, cursor }).items).toEqual(
      list.slice(2),
    );
    expect(readPage(place([], false), { ...query, cursor })).toEqual({
      items: [],
      totalItems: 0,
    });
  });

  it('refuses the cursor of another list, and what is none', () => {
    const list = place(
      [
        { key: '', ref: 'a' },
        { key: '', ref: 'b' },
      ],
      false,
    );
    const { nextCursor } = readPage(list, { list: ['x', 1], limit: 1 });
    const read = (cursor: string, id: unknown, descending = false) =>
      readPage(list, { list: id, descending, limit: 1, cursor });
    expect(read(nextCursor!, ['x', 1]).items).toEqual([list[1].item]);
    for (const wrong of [
      () => read(nextCursor!, ['x', 2]),
      () => read(nextCursor!, ['x', 1], true),
      () => read(`${nextCursor}x`, ['x', 1]),
      () => read('', ['x', 1]),
      () => read('!', ['x', 1]),
    ]) {
      expect(wrong).toThrow(
        expect.objectContaining({
          name: 'InputError',
          message: expect.stringContaining('"cursor"'),
        }),
      );
    }
  });

  it('refuses whatever else somebody thinks of', () => {
    fc.assert(
      fc.property(fc.json(), json => {
        const cursor = Buffer.from(json).toString('base64url');
        expect(() => readPage([], { list: 'test', limit: 1, cursor })).toThrow(
          expect.objectContaining({ name: 'InputError' }),
        );
      }),
    );
  });
});
