import type { ModuleSpecInput } from '@orchestr8/backstage-plugin-o8-common';
import { createRichZone } from '../__testUtils__/anyModule';
import { valueOf } from '../__testUtils__/examples';
import { specWith } from '../__testUtils__/planWith';
import type { Platform } from '../types';
import { resolveEvents } from './resolveEvents';
import { resolvePlacements } from './resolvePlacements';

const zone = createRichZone('none');
const EU = { environment: 'production', cluster: 'eu-1' };
const US = { environment: 'production', cluster: 'us-1' };
const PAID = { module: 'bank', name: 'paid' };

type Fields = Partial<ModuleSpecInput['spec']>;

const moduleOf = (name: string, more: Fields) =>
  specWith({ kind: 'worker' }, { placements: [EU], ...more }, name);

const publisher = (more: Fields = {}) =>
  moduleOf('bank', {
    events: { bus: 'nats', publishes: [{ name: 'paid' }, { name: 'owed' }] },
    callers: ['shop'],
    ...more,
  });

function sourcesOf(
  platform: Platform | undefined,
  more: Fields = {},
  zones = [zone],
) {
  const spec = moduleOf('shop', {
    events: { bus: 'nats', consumes: [PAID] },
    ...more,
  });
  const placements = valueOf(resolvePlacements(spec, zone));
  const { problems, notes } = resolveEvents(
    { spec, zone, placements },
    { platform, zones },
  );
  expect(problems.every(({ kind }) => kind === 'refused')).toBe(true);
  return {
    notes,
    lines: problems.map(({ path, message }) => `${path}: ${message}`),
  };
}

const beside = (...specs: ReturnType<typeof publisher>[]): Platform => ({
  modules: specs.map(spec => ({ spec })),
});

describe('resolveEvents', () => {
  it.each<[string, Fields]>([
    ['a list', {}],
    ['anybody', { callers: 'any' }],
    ['its system', { callers: 'system' }],
    ['its system, which nobody has to say', { callers: undefined }],
    ['it on more clusters', { placements: [EU, US] }],
  ])('takes a publisher that accepts %s', (_, more) => {
    expect(sourcesOf(beside(publisher(more)))).toEqual({
      lines: [],
      notes: [],
    });
  });

  it.each<[Fields, string]>([
    [
      { callers: ['till'] },
      'module: "bank" does not accept "shop": its owner has to add it to its callers',
    ],
    [
      { placements: [US] },
      'module: "bank" is not on the cluster "eu-1": it has to be on each one of its caller',
    ],
    [
      { events: { bus: 'nats', publishes: [{ name: 'owed' }] } },
      'name: "paid" is not published by "bank", which publishes owed',
    ],
    [
      { events: undefined, callers: undefined },
      'name: "paid" is not published by "bank", which publishes nothing',
    ],
    [
      { events: { bus: 'kafka', publishes: [{ name: 'paid' }] } },
      'module: "bank" publishes on kafka, not on nats',
    ],
    [
      { landingZone: 'far' },
      'module: "bank" is in the landing zone "far", whose clusters are not known here',
    ],
  ])('refuses a publisher with %j', (more, line) => {
    expect(sourcesOf(beside(publisher(more))).lines).toEqual([
      `spec.events.consumes[0].${line}`,
    ]);
  });

  it('refuses a module that is not there', () => {
    expect(sourcesOf(beside(moduleOf('other', {}))).lines).toEqual([
      'spec.events.consumes[0].module: "bank" is no module of the platform repository: it has to be approved first',
    ]);
  });

  it('refuses another system', () => {
    const stranger = publisher({ callers: 'system' });
    stranger.metadata.system = 'vault';
    expect(sourcesOf(beside(stranger)).lines).toEqual([
      'spec.events.consumes[0].module: "bank" accepts modules of the system "vault" only: its owner has to add "shop" to its callers',
    ]);
  });

  it('refuses another bus of another landing zone on the same cluster', () => {
    const far = createRichZone('none');
    far.metadata.name = 'far';
    const bank = publisher({ landingZone: 'far' });
    expect(sourcesOf(beside(bank), {}, [zone, far]).lines).toEqual([]);
    Object.assign(far.spec.events?.nats ?? {}, { namespace: 'other-nats' });
    expect(sourcesOf(beside(bank), {}, [zone, far]).lines).toEqual([
      'spec.events.consumes[0].module: "bank" is in the landing zone "far", which has another nats',
    ]);
  });

  it('says everything that is against several entries', () => {
    const events = {
      bus: 'nats' as const,
      consumes: [
        { module: 'nobody', name: 'x' },
        { ...PAID, name: 'gone' },
      ],
    };
    expect(
      sourcesOf(beside(publisher({ callers: ['till'] })), { events }).lines,
    ).toEqual([
      expect.stringContaining('spec.events.consumes[0].module: "nobody"'),
      expect.stringContaining('spec.events.consumes[1].name: "gone"'),
    ]);
  });

  it('says what could not be checked', () => {
    const note =
      'Not checked without the platform repository: whether these streams and topics are there and their owners accept the module: bank.paid';
    expect(sourcesOf(undefined)).toEqual({ lines: [], notes: [note] });
    expect(sourcesOf({ modules: [], isPartial: true })).toEqual({
      lines: [],
      notes: [note],
    });
    const partial = { ...beside(publisher()), isPartial: true };
    expect(sourcesOf(partial)).toEqual({ lines: [], notes: [] });
  });

  it('leaves what a module reads of itself to the spec', () => {
    const own = {
      bus: 'nats' as const,
      publishes: [{ name: 'sent' }],
      consumes: [{ module: 'shop', name: 'sent' }],
    };
    expect(sourcesOf(undefined, { events: own })).toEqual({
      lines: [],
      notes: [],
    });
  });
});
