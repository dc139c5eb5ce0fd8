import { z } from 'zod';
import { pickShape } from './pickShape';

const shape = { name: z.string(), size: z.number(), note: z.string() };

describe('pickShape', () => {
  it('asks for the named fields, and for no others', () => {
    const schema = pickShape(shape, ['size', 'name']);
    expect(schema.parse({ name: 'a', size: 1 })).toEqual({
      name: 'a',
      size: 1,
    });
    expect(schema.safeParse({ name: 'a' }).error?.issues).toMatchObject([
      { path: ['size'] },
    ]);
  });

  it.each([[undefined], [[]]])('asks for all fields by %j', fields => {
    const { error } = pickShape(shape, fields).safeParse({});
    expect(error?.issues.map(({ path }) => path[0])).toEqual([
      'name',
      'size',
      'note',
    ]);
  });
});
