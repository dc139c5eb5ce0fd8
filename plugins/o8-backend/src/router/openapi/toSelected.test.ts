import { z } from 'zod';
import { toSelected } from './toSelected';

const item = z.object({
  name: z.string(),
  place: z.object({ cluster: z.string(), zone: z.string() }).nullable(),
  parts: z.array(z.object({ size: z.number() })),
});
const list = z.object({ items: z.array(item), totalItems: z.number() });

describe('toSelected', () => {
  it.each([
    [{ items: [], totalItems: 0 }],
    [{ items: [{}, { name: 'a' }, { place: null }], totalItems: 3 }],
    [{ items: [{ place: { zone: 'a' } }, { parts: [{}] }], totalItems: 2 }],
  ])('takes a list with some fields of its items: %j', answer => {
    expect(toSelected(list).parse(answer)).toEqual(answer);
  });

  it.each([
    [{ items: [{ name: 7 }], totalItems: 1 }],
    [{ items: [{ place: { zone: null } }], totalItems: 1 }],
    [{ items: [{ parts: null }], totalItems: 1 }],
    [{ items: [{}] }],
    [{ totalItems: 0 }],
  ])('takes nothing that is not as it always is: %j', answer => {
    expect(toSelected(list).safeParse(answer).success).toBe(false);
  });

  it('takes some fields of what is no list', () => {
    expect(toSelected(item).parse({ name: 'a' })).toEqual({ name: 'a' });
    expect(toSelected(item.optional()).parse({})).toEqual({});
  });

  it('takes some fields of what is put together of two', () => {
    const both = z.array(item.and(z.object({ note: z.string() })));
    expect(toSelected(both).parse([{ note: 'a' }, { name: 'b' }])).toEqual([
      { note: 'a' },
      { name: 'b' },
    ]);
    expect(toSelected(both).safeParse([{ note: 7 }]).success).toBe(false);
  });
});
