import fc from 'fast-check';
import { eventSpec } from './__testUtils__/eventPlans';
import { eventNames } from './eventNames';
import { natsSubjects, toVariable } from './names';

/** Parts that run into each other wherever a separator is one of their own signs. */
const anyName = fc
  .array(fc.constantFrom('a', 'b', 'a1'), { minLength: 1, maxLength: 3 })
  .chain(parts => fc.constantFrom('-', '--', '').map(sign => parts.join(sign)));

const anyEvents = fc.record({
  bus: fc.constantFrom('nats' as const, 'kafka' as const),
  publishes: fc
    .uniqueArray(anyName, { maxLength: 3 })
    .map(names => names.map(name => ({ name }))),
  consumes: fc
    .uniqueArray(fc.tuple(anyName, anyName), {
      maxLength: 2,
      selector: ([module, name]) => toVariable(module, name),
    })
    .map(all => all.map(([module, name]) => ({ module: `x${module}`, name }))),
});

describe('eventNames', () => {
  it('are never those of another module', () => {
    let compared = 0;
    fc.assert(
      fc.property(
        fc.tuple(anyName, anyEvents),
        fc.tuple(anyName, anyEvents),
        ([one, some], [other, others]) => {
          fc.pre(one !== other);
          const mine = new Set(eventNames(eventSpec(some, {}, one)));
          const theirs = eventNames(eventSpec(others, {}, other));
          compared += theirs.length;
          expect(theirs.filter(name => mine.has(name))).toEqual([]);
        },
      ),
      { numRuns: 80, seed: 7 },
    );
    expect(compared).toBeGreaterThan(150);
  });

  it('are what the module is called beside the bus, and on it', () => {
    const consumes = [{ module: 'bank', name: 'paid' }];
    const publishes = [{ name: 'order-sent' }];
    expect(eventNames(eventSpec({ bus: 'nats', publishes, consumes }))).toEqual(
      [
        'NATS subjects shop.',
        'Stream shop.order-sent',
        'NATS stream SHOP_ORDER-SENT',
        'Consumer shop.bank.paid',
      ],
    );
    expect(
      eventNames(eventSpec({ bus: 'kafka', publishes, consumes })),
    ).toEqual([
      'KafkaUser shop',
      'Role shop',
      'RoleBinding shop',
      'KafkaTopic shop.order-sent',
    ]);
    expect(eventNames(eventSpec(undefined))).toEqual([]);
  });
});

it('natsSubjects are below the name of the module', () => {
  expect(natsSubjects('shop', { name: 'paid' })).toEqual([
    'shop.paid',
    'shop.paid.>',
  ]);
  expect(
    natsSubjects('shop', { name: 'paid', subjects: ['a.*.b', 'shop.x.>'] }),
  ).toEqual(['shop.a.*.b', 'shop.shop.x.>']);
});
