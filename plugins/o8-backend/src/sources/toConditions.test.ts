import { minutesAgo } from './__testUtils__';
import { cutMessage } from './cutMessage';
import { conditionsSchema, toConditions } from './toConditions';

const read = (conditions: unknown) =>
  toConditions(conditionsSchema.parse(conditions));

it('keeps what is said, and not when', () => {
  expect(
    read([
      {
        type: 'Ready',
        status: 'False',
        reason: 'NoRoute',
        message: 'no route to host',
        observedGeneration: 4,
        lastTransitionTime: minutesAgo(3),
      },
      { type: 'Accepted', status: 'True', reason: '', message: '' },
    ]),
  ).toEqual({
    Ready: { status: 'False', reason: 'NoRoute', message: 'no route to host' },
    Accepted: { status: 'True', reason: null, message: null },
  });
});

it('does not depend on the order of the list', () => {
  const list = [
    { type: 'A', status: 'True' },
    { type: 'B', status: 'False' },
  ];
  expect(read([...list].reverse())).toEqual(read(list));
});

it.each([undefined, null, 7, 'true', true, 'Yes'])(
  'takes the status %p as not known',
  status => {
    expect(read([{ type: 'Ready', status }])).toMatchObject({
      Ready: { status: 'Unknown' },
    });
  },
);

it.each([null, undefined, 'x', 7, {}, [null, 7, {}, { status: 'True' }]])(
  'reads nothing in %j',
  conditions => {
    expect(read(conditions)).toEqual({});
  },
);

it('keeps some of very many, and some of what is very long', () => {
  const message = 'x'.repeat(99_999);
  const list = Array.from({ length: 999 }, (_, index) => ({
    type: `Type${index}`,
    status: 'True',
    reason: message,
    message,
  }));
  const conditions = read(list);

  expect(Object.keys(conditions)).toHaveLength(12);
  expect(conditions.Type0.message).toBe(`${'x'.repeat(299)}…`);
  expect(conditions.Type0.reason).toHaveLength(512);
});

it('takes a type that is called like a part of every object as any other', () => {
  const conditions = read([
    { type: '__proto__', status: 'True' },
    { type: 'constructor', status: 'False' },
  ]);
  expect(Object.keys(conditions).sort()).toEqual(['__proto__', 'constructor']);
  expect(JSON.parse(JSON.stringify(conditions)).constructor.status).toBe(
    'False',
  );
});

it.each([
  [undefined, null],
  ['', null],
  ['short', 'short'],
  ['y'.repeat(300), 'y'.repeat(300)],
  ['y'.repeat(301), `${'y'.repeat(299)}…`],
])('cuts a message', (message, expected) => {
  expect(cutMessage(message)).toBe(expected);
});
