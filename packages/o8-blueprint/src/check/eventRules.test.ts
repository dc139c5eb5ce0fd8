import {
  contextOf,
  eventSpec,
  zoneWith,
} from '../systems/events/__testUtils__/eventPlans';
import { events as system } from '../systems/events';
import type { Manifest } from '../types';
import { findObjectProblems } from './findBoundaryProblems';
import { toPlatformFacts } from './platformFacts';

const zone = zoneWith();
const events = {
  publishes: [{ name: 'sent' }],
  consumes: [{ module: 'bank', name: 'paid' }],
};
const KNOWN = toPlatformFacts([zone], []);
const UNKNOWN = toPlatformFacts([], []);

/** All objects that are written for the events of the module "shop". */
function objectsOf(bus: 'nats' | 'kafka', by = zone): Manifest[] {
  const context = contextOf({ bus, ...events }, by);
  return (system.cluster ?? []).flatMap(({ emit }) => emit(context));
}

function problemsOf(
  bus: 'nats' | 'kafka' | undefined,
  object: Manifest,
  facts = UNKNOWN,
): string[] {
  const spec = eventSpec(bus && { bus, ...events });
  return findObjectProblems(object, spec, facts);
}

/** One of these objects with another value at a path such as `spec.name`. */
function changed(object: Manifest, path: string, value: unknown): Manifest {
  const copy = structuredClone(object);
  const keys = path.split('/');
  const last = keys.pop() ?? '';
  const parent = keys.reduce<Record<string, unknown>>(
    (at, key) => Object(at[key]),
    copy,
  );
  parent[last] = value;
  return copy;
}

function only(bus: 'nats' | 'kafka', kind: string): Manifest {
  const found = objectsOf(bus).filter(each => each.kind === kind);
  expect(found).toHaveLength(1);
  return found[0];
}

describe('what is written for events', () => {
  it.each(['nats', 'kafka'] as const)(
    'is taken, whether its landing zone is known or not: %s',
    bus => {
      const stored = zoneWith({ kafka: { credentials: 'store' } });
      const account = zoneWith({ nats: { account: 'a' } });
      const all = [stored, account, zone].flatMap(by => objectsOf(bus, by));
      expect(all.length).toBeGreaterThan(5);
      for (const object of all) {
        expect(problemsOf(bus, object, KNOWN)).toEqual([]);
        expect(problemsOf(bus, object, UNKNOWN)).toEqual([]);
      }
    },
  );

  it('is refused where the module has no such events', () => {
    for (const object of objectsOf('nats')) {
      expect(problemsOf('kafka', object)).not.toEqual([]);
      expect(problemsOf(undefined, object)).not.toEqual([]);
    }
    for (const object of objectsOf('kafka').filter(
      ({ metadata }) => metadata.namespace !== 'shop',
    )) {
      expect(problemsOf('nats', object)).not.toEqual([]);
    }
  });

  it.each(['Stream', 'Consumer', 'KafkaTopic', 'KafkaUser', 'Role'])(
    'is beside the bus: a %s',
    kind => {
      const bus = /Kafka|Role/.test(kind) ? 'kafka' : 'nats';
      const object = only(bus, kind);
      const inModule = changed(object, 'metadata/namespace', 'shop');
      expect(problemsOf(bus, inModule)).not.toEqual([]);
      const nowhere = changed(object, 'metadata/namespace', undefined);
      expect(problemsOf(bus, nowhere)).not.toEqual([]);
      const elsewhere = changed(object, 'metadata/namespace', 'bank');
      expect(problemsOf(bus, elsewhere, KNOWN)).not.toEqual([]);
    },
  );

  it('is of a kind that modules have', () => {
    const account = { ...only('nats', 'Consumer'), kind: 'Account' };
    expect(problemsOf('nats', account)).toEqual([
      expect.stringContaining('boundaries do not have this kind'),
    ]);
  });
});

describe('a Stream', () => {
  const stream = () => only('nats', 'Stream');

  it.each<[string, unknown, string]>([
    ['metadata/name', 'bank.paid', 'is not in spec.events.publishes'],
    ['metadata/name', 'shop.other', 'is not in spec.events.publishes'],
    ['metadata/annotations', {}, 'must have the annotation'],
    ['spec/name', 'BANK_PAID', 'it must be "SHOP_SENT"'],
    ['spec/subjects', ['shop.a', 'bank.>'], 'the subject "bank.>"'],
    ['spec/subjects', ['>'], 'the subject ">"'],
    ['spec/subjects', [], 'more or less than a stream'],
    ['spec/sources', [{ name: 'BANK_PAID' }], 'more or less than a stream'],
    ['spec/mirror', { name: 'BANK_PAID' }, 'more or less than a stream'],
    ['spec/republish', { destination: 'bank.x' }, 'more or less'],
    ['spec/servers', ['nats://elsewhere'], 'more or less than a stream'],
    ['spec/preventDelete', false, 'more or less than a stream'],
  ])('with %s %j is refused', (path, value, message) => {
    expect(problemsOf('nats', changed(stream(), path, value))).toEqual([
      expect.stringContaining(message),
    ]);
  });
});

describe('a Consumer', () => {
  it.each<[string, unknown, string]>([
    ['metadata/name', 'till.bank.paid', 'is not in spec.events.consumes'],
    ['spec/streamName', 'BANK_OWED', 'must read the stream "BANK_PAID"'],
    ['spec/durableName', 'till', 'must read the stream "BANK_PAID" as "shop"'],
    ['spec/deliverSubject', 'bank.x', 'deliver it nowhere else'],
    ['spec/ackPolicy', 'none', 'must read the stream'],
  ])('with %s %j is refused', (path, value, message) => {
    const consumer = only('nats', 'Consumer');
    expect(problemsOf('nats', changed(consumer, path, value))).toEqual([
      expect.stringContaining(message),
    ]);
  });
});

describe('a KafkaTopic', () => {
  const topic = () => only('kafka', 'KafkaTopic');

  it.each<[string, unknown, string]>([
    ['metadata/name', 'bank.paid', 'is not in spec.events.publishes'],
    ['metadata/annotations', {}, 'must have the annotation'],
    ['spec/topicName', 'bank.paid', 'has a spec with more'],
    ['spec/config', { 'cleanup.policy': 'compact' }, 'has a spec with more'],
  ])('with %s %j is refused', (path, value, message) => {
    expect(problemsOf('kafka', changed(topic(), path, value))).toEqual([
      expect.stringContaining(message),
    ]);
  });

  it('is of the Kafka of its landing zone', () => {
    const labels = { 'strimzi.io/cluster': 'other' };
    const other = changed(topic(), 'metadata/labels', labels);
    expect(problemsOf('kafka', other, KNOWN)).toEqual([
      'must have the label strimzi.io/cluster: main',
    ]);
    expect(problemsOf('kafka', other, UNKNOWN)).toEqual([]);
  });
});

describe('a KafkaUser', () => {
  const ACLS = 'spec/authorization/acls';
  const acl = (
    resource: { type: string; name: string; patternType?: string },
    ...operations: string[]
  ) => [{ resource: { patternType: 'literal', ...resource }, operations }];
  const topic = (name: string) => ({ type: 'topic', name });

  it.each<[string, unknown, string]>([
    ['metadata/name', 'bank', 'it must be "shop"'],
    [
      'spec/authentication',
      { type: 'scram-sha-512' },
      'more than a certificate',
    ],
    ['spec/authorization', undefined, 'more than a certificate'],
    ['spec/template', { secret: {} }, 'more than a certificate'],
    [
      ACLS,
      acl(topic('bank.paid'), 'Describe', 'Read', 'Write'),
      'may Describe, Read, Write the literal topic "bank.paid"',
    ],
    [ACLS, acl(topic('bank.owed'), 'Describe', 'Read'), '"bank.owed"'],
    [
      ACLS,
      acl({ ...topic('shop.'), patternType: 'prefix' }, 'Describe', 'Write'),
      'the prefix topic "shop."',
    ],
    [ACLS, acl(topic('shop.sent'), 'All'), 'may All the literal topic'],
    [ACLS, acl({ type: 'cluster', name: 'x' }, 'Alter'), 'the literal cluster'],
    [
      ACLS,
      acl({ type: 'group', name: 'shop', patternType: 'prefix' }, 'Read'),
      'the prefix group "shop"',
    ],
    [
      ACLS,
      [{ ...acl(topic('shop.sent'), 'Describe', 'Write')[0], host: '*' }],
      'more than a certificate',
    ],
  ])('with %s %j is refused', (path, value, message) => {
    const user = only('kafka', 'KafkaUser');
    expect(problemsOf('kafka', changed(user, path, value))).toEqual([
      expect.stringContaining(message),
    ]);
  });

  it('may do less than it is allowed', () => {
    const less = changed(
      only('kafka', 'KafkaUser'),
      ACLS,
      acl(topic('bank.paid'), 'Read', 'Describe'),
    );
    expect(problemsOf('kafka', less)).toEqual([]);
  });
});
