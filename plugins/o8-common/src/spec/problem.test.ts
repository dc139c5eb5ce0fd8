import { z } from 'zod';
import { formatProblem, toProblems } from './problem';

function problemsOf(schema: z.ZodType, value: unknown) {
  return toProblems(schema.safeParse(value).error ?? new z.ZodError([]));
}

describe('toProblems', () => {
  it('says in plain words what zod says of types', () => {
    const schema = z.strictObject({
      list: z.array(z.string()),
      flag: z.boolean(),
      count: z.number(),
      map: z.record(z.string(), z.string()),
      gone: z.object({}),
    });
    const value = { list: {}, flag: 1, count: 'x', map: [], more: 1, most: 2 };
    expect(problemsOf(schema, value).map(formatProblem)).toEqual([
      'list: must be a list',
      'flag: must be true or false',
      'count: must be a number',
      'map: must be an object with fields',
      'gone: is missing',
      'more: is not a field that this version knows',
      'most: is not a field that this version knows',
    ]);
  });

  it('says what is wrong inside of the part of a choice that was meant', () => {
    const schema = z.object({
      a: z.union(
        [z.literal('any'), z.array(z.string('must be a name'))],
        'is no choice',
      ),
      b: z.union(
        [
          z.strictObject({ name: z.string() }),
          z.strictObject({ url: z.url() }),
        ],
        'needs a name or a URL',
      ),
      c: z.json(),
    });
    const linesOf = (value: object) =>
      problemsOf(schema, { a: 'any', b: { name: 'x' }, c: 1, ...value }).map(
        formatProblem,
      );
    expect(linesOf({ a: ['x', 5, 6] })).toEqual([
      'a[1]: must be a name',
      'a[2]: must be a name',
    ]);
    expect(linesOf({ a: 'x' })).toEqual(['a: is no choice']);
    expect(linesOf({ b: { name: 5 } })).toEqual(['b.name: must be text']);
    expect(linesOf({ b: {} })).toEqual(['b: needs a name or a URL']);
    expect(linesOf({ b: { name: 'x', url: 'https://a.example' } })).toEqual([
      'b: needs a name or a URL',
    ]);
    expect(linesOf({ c: { d: [NaN] } })).toEqual([
      'c.d[0]: must be text, a number, true or false, null, a list or an object with fields',
    ]);
  });

  it('keeps the words of a schema', () => {
    const schema = z.object({ a: z.string('must be the letter') });
    expect(problemsOf(schema, {})).toEqual([
      { kind: 'invalid', path: 'a', message: 'must be the letter' },
    ]);
  });
});

describe('formatProblem', () => {
  const problem = { message: 'is wrong', kind: 'invalid' } as const;
  it.each([
    ['', 'is wrong'],
    ['spec.a[1]', 'spec.a[1]: is wrong'],
  ])('says where, if that is somewhere: "%s"', (path, line) => {
    expect(formatProblem({ ...problem, path })).toBe(line);
  });
});
