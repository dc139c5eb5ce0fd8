import { z } from 'zod';
import { fieldsParam, pickFields } from './fieldsParam';

const schema: z.ZodType = z.object({
  name: z.string(),
  owner: z.object({ name: z.string(), team: z.string() }).nullable(),
  list: z.array(
    z.lazy(() => z.object({ a: z.string() }).and(z.object({ b: z.string() }))),
  ),
  labels: z.record(z.string(), z.string()),
  extra: z.object({ x: z.string() }).optional(),
});

const value = {
  list: [
    { a: '1', b: '2' },
    { a: '3', b: '4' },
  ],
  owner: { name: 'Ada', team: 'core' },
  name: 'thing',
  labels: { app: 'x' },
};

function pick(fields: string, of: unknown = value) {
  return pickFields(of, fieldsParam(schema).parse(fields)!);
}

describe('fieldsParam', () => {
  it.each([
    ['name', { name: 'thing' }],
    ['labels,name', { name: 'thing', labels: { app: 'x' } }],
    ['owner.name', { owner: { name: 'Ada' } }],
    ['owner.team,owner.name', { owner: value.owner }],
    ['owner,owner.name', { owner: value.owner }],
    ['owner.name,owner', { owner: value.owner }],
    ['list.a', { list: [{ a: '1' }, { a: '3' }] }],
    ['name,name', { name: 'thing' }],
    ['extra.x', {}],
  ])('picks %s', (fields, expected) => {
    expect(pick(fields)).toEqual(expected);
  });

  it('leaves what is null', () => {
    expect(pick('owner.name', { ...value, owner: null })).toEqual({
      owner: null,
    });
  });

  it('keeps the order of the value', () => {
    expect(Object.keys(pick('name,list') as object)).toEqual(['list', 'name']);
  });

  it('wants all of it without the parameter', () => {
    expect(fieldsParam(schema).parse(undefined)).toBeUndefined();
  });

  it.each([
    ['', 'unknown "": there are name, owner, list, labels, extra'],
    ['name,', 'unknown "": there are '],
    ['colour', 'unknown "colour": there are name, '],
    ['toString', 'unknown "toString": there are name, '],
    ['__proto__.a', 'unknown "__proto__.a": there are name, '],
    ['owner.colour', 'unknown "owner.colour": "owner" has name, team'],
    ['list.0', 'unknown "list.0": "list" has a, b'],
    ['name.x', 'unknown "name.x": "name" has no fields to choose from'],
    ['labels.app', '"labels" has no fields to choose from'],
  ])('refuses "%s"', (fields, message) => {
    const { error } = fieldsParam(schema).safeParse(fields);
    expect(error?.issues[0].message).toContain(message);
  });

  it('names every unknown one', () => {
    const { error } = fieldsParam(schema).safeParse('a,name,b');
    expect(error?.issues).toHaveLength(2);
  });
});
