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
