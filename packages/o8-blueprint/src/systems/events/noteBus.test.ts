import type { ModuleSpec } from '@orchestr8/backstage-plugin-o8-common';
import { valueOf } from '../../__testUtils__/examples';
import { specWith } from '../../__testUtils__/planWith';
import { planModule } from '../../plan/planModule';
import { resolveFormer } from '../../plan/resolveFormer';
import { eventSpec, zoneWith } from './__testUtils__/eventPlans';
import { noteBus } from './noteBus';

const publishes = [{ name: 'sent' }];
const notesOf = (
  spec: ModuleSpec,
  zone = zoneWith(),
  approved: ModuleSpec[] = [],
) =>
  noteBus(resolveFormer(spec, zone), {
    platform: { modules: approved.map(each => ({ spec: each })) },
  });

describe('noteBus', () => {
  it('says nothing where all is done by itself', () => {
    expect(notesOf(eventSpec({ bus: 'kafka', publishes }))).toEqual([]);
    expect(notesOf(eventSpec(undefined))).toEqual([]);
  });

  it('says what the platform team has to do', () => {
    expect(notesOf(eventSpec({ bus: 'nats', publishes }))).toEqual([
      'Pods wait until the platform team has put "apps/shop/nats" (nats.creds) into the secret store',
    ]);
    const provided = zoneWith({ kafka: { credentials: 'provided' } });
    expect(notesOf(eventSpec({ bus: 'kafka', publishes }), provided)).toEqual([
      'Pods wait until the platform team has put the Secret "shop-kafka" (ca.crt, user.crt, user.key) into the namespace of the module, on each of its clusters',
    ]);
  });

  it('says that a bus without users trusts everybody', () => {
    const open = zoneWith({ nats: { credentials: 'none' } });
    expect(notesOf(eventSpec({ bus: 'nats', publishes }), open)).toEqual([
      'Who reaches the NATS of the landing zone "rich" may read and write every stream: it has no credentials per module (spec.events.nats.credentials)',
    ]);
  });

  it('says that a chart connects by itself', () => {
    const chart = {
      repository: 'https://charts.example',
      name: 'thing',
      version: '1.2.3',
    };
    const spec = specWith(
      { kind: 'worker', chart },
      { events: { bus: 'kafka', publishes } },
    );
    expect(notesOf(spec)).toEqual([
      'How the chart connects to kafka is in its own values: the variables and files of generated modules are not there',
    ]);
  });

  it('says what was not checked', () => {
    const spec = eventSpec({
      bus: 'kafka',
      consumes: [{ module: 'bank', name: 'paid' }],
    });
    const note = expect.stringContaining('bank.paid');
    expect(noteBus(resolveFormer(spec, zoneWith()), {})).toEqual([note]);
    // Whoever plans reads it.
    const plan = valueOf(planModule({ spec, zone: zoneWith() }));
    expect(plan.notes).toContainEqual(note);
  });
});

describe('noteConsumers', () => {
  const shop = (more: Parameters<typeof eventSpec>[1] = {}) =>
    eventSpec({ bus: 'kafka', publishes: [...publishes, { name: 'x' }] }, more);
  const till = eventSpec(
    { bus: 'kafka', consumes: [{ module: 'shop', name: 'sent' }] },
    {},
    'till',
  );
  const stranger = eventSpec({ bus: 'kafka', publishes }, {}, 'stranger');
  const all = [shop(), till, stranger];

  it('says nothing of what changes nothing for readers', () => {
    expect(notesOf(shop(), zoneWith(), all)).toEqual([]);
    expect(notesOf(shop({ callers: ['till'] }), zoneWith(), all)).toEqual([]);
    const fewer = eventSpec({ bus: 'kafka', publishes });
    expect(notesOf(fewer, zoneWith(), all)).toEqual([]);
  });

  it('says who loses what is withdrawn', () => {
    const next = eventSpec({ bus: 'kafka', publishes: [{ name: 'x' }] });
    expect(notesOf(next, zoneWith(), all)).toEqual([
      '"till" reads "sent" and would be refused from now on: "sent" is not published by "shop", which publishes x. What it may do on the bus stays until its own entry changes',
    ]);
    // Who did not get it before has lost nothing.
    expect(notesOf(next, zoneWith(), [next, till])).toEqual([]);
    expect(notesOf(next, zoneWith(), [till])).toEqual([]);
  });

  it('says who is not accepted any more', () => {
    expect(notesOf(shop({ callers: ['desk'] }), zoneWith(), all)).toEqual([
      expect.stringContaining('"shop" does not accept "till"'),
    ]);
  });
});
