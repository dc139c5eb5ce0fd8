import { z } from 'zod';
import {
  looseFlag,
  looseList,
  looseName,
  looseNames,
  looseNumber,
  looseObject,
  looseQuantity,
  looseRecord,
  looseText,
  quantity,
} from './loose';
import { toTime } from './toTime';

const GARBAGE = [undefined, null, 7, 'text', true, [], {}, NaN];

it.each([
  ['looseText', looseText, 'text'],
  ['looseName', looseName, 'text'],
  ['looseNumber', looseNumber, 7],
  ['looseFlag', looseFlag, true],
] as const)('%s takes its own type alone', (_name, schema, own) => {
  for (const value of GARBAGE) {
    expect(schema.parse(value)).toBe(value === own ? own : undefined);
  }
});

it('looseList keeps what can be read', () => {
  const schema = looseList(z.string());
  expect(schema.parse(['a', 7, null, 'b'])).toEqual(['a', 'b']);
  for (const value of GARBAGE) {
    expect(schema.parse(value)).toEqual([]);
  }
});

it('looseName cuts what is longer than any name', () => {
  expect(looseName.parse('x'.repeat(512))).toHaveLength(512);
  expect(looseName.parse('x'.repeat(513))).toHaveLength(512);
  expect(looseNames.parse(['x'.repeat(999), 7, 'a'])).toEqual([
    'x'.repeat(512),
    'a',
  ]);
});

it('looseQuantity takes numbers as texts', () => {
  expect(looseQuantity.parse(1)).toBe('1');
  expect(looseQuantity.parse('25%')).toBe('25%');
  for (const value of [undefined, null, true, [], {}, NaN]) {
    expect(looseQuantity.parse(value)).toBeUndefined();
  }
});

it('looseRecord keeps what can be read behind each key', () => {
  const schema = looseRecord(quantity);
  expect(schema.parse({ a: 1, b: null, c: '2', ['d'.repeat(999)]: 3 })).toEqual(
    [
      ['a', '1'],
      ['c', '2'],
      ['d'.repeat(512), '3'],
    ],
  );
  for (const value of GARBAGE) {
    expect(schema.parse(value)).toEqual([]);
  }
});

it('looseObject keeps what can be read, as deep as it goes', () => {
  const schema = looseObject({ a: looseObject({ b: looseText }) });
  expect(schema.parse({ a: { b: 'x' }, c: 1 })).toEqual({ a: { b: 'x' } });
  for (const value of GARBAGE) {
    expect(schema.parse(value).a.b).toBeUndefined();
    expect(schema.parse({ a: value }).a.b).toBeUndefined();
  }
});

it.each([
  ['2026-11-22T12:00:00Z', '2026-11-22T12:00:00.000Z'],
  ['2026-11-22T13:00:00+01:00', '2026-11-22T12:00:00.000Z'],
  ['2026-11-22T12:00:00.123456Z', '2026-11-22T12:00:00.123Z'],
  ['soon', null],
  ['', null],
  [undefined, null],
  [null, null],
  [1_700_000_000, null],
])('toTime(%p) is %p', (value, expected) => {
  expect(toTime(value)).toBe(expected);
});
