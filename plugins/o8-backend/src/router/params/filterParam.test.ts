import fc from 'fast-check';
import { filterParam } from './filterParam';

// As the client writes them.
const escape = (value: string) => value.replace(/[\\,]/g, '\\$&');

const schema = filterParam(['tier', 'owner']);

describe('filterParam', () => {
  it.each([
    [undefined, []],
    ['tier=gold', [['gold']]],
    ['tier=gold,silver', [['gold', 'silver']]],
    [
      ['tier=', 'owner=a=b'],
      [[''], ['a=b']],
    ],
    ['tier=,', [['', '']]],
    ['tier=a\\,b,c', [['a,b', 'c']]],
    ['tier=a\\\\,b', [['a\\', 'b']]],
    ['tier=a\\\\\\,b', [['a\\,b']]],
    ['tier=a\nb,💥', [['a\nb', '💥']]],
  ])('reads %j', (text, expected) => {
    const filters = schema.parse(text);
    expect(filters.map(({ values }) => values)).toEqual(expected);
  });

  it('names every problem', () => {
    const { error } = schema.safeParse(['tier', 'colour=a', 'tier=\\x', '']);
    expect(error?.issues.map(({ message }) => message)).toEqual([
      'expected "key=value" instead of "tier"',
      'unknown key "colour": there are tier, owner',
      'a backslash stands before a comma or a backslash only, in "tier=\\\\x"',
      'expected "key=value" instead of ""',
    ]);
  });

  it('takes as many values as anybody chooses, and not as many as fit', () => {
    const values = Array.from({ length: 101 }, (_, index) => `${index}`);
    const few = [`tier=${values.slice(0, 60)}`, `owner=${values.slice(61)}`];
    expect(schema.parse(few)).toHaveLength(2);
    const { error } = schema.safeParse([`owner=${values[60]}`, ...few]);
    expect(error?.issues).toEqual([
      expect.objectContaining({ message: 'more than 100 values in all' }),
    ]);
  });

  it('refuses what is no text', () => {
    expect(schema.safeParse({ tier: 'gold' }).error?.issues).toEqual([
      expect.objectContaining({ message: 'expected text' }),
    ]);
  });

  it('reads every value as it was written', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary' }), {
          minLength: 1,
          maxLength: 100,
        }),
        values => {
          const text = `tier=${values.map(escape).join(',')}`;
          expect(schema.parse(text)).toEqual([{ key: 'tier', values }]);
        },
      ),
    );
  });
});
