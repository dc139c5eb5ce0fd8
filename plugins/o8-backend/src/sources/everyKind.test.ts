import type {
  Fact,
  KubernetesObject,
  Source,
} from '@orchestr8/backstage-plugin-o8-node';
import { sourceOf } from '@orchestr8/backstage-plugin-o8-node';
import {
  createApplication,
  createObject,
  examples,
  GARBAGE,
  readFacts,
  withoutHistory,
  SECRET_TEXT,
  toKindKey,
} from './__testUtils__';
import { builtInSources } from './index';

const keysOf = ({ kinds }: Source) =>
  kinds.map(({ group, kind }) => `${group}/${kind}`);

const sourcesOf = (object: KubernetesObject) =>
  builtInSources.filter(source => keysOf(source).includes(toKindKey(object)));

const factsOf = (object: KubernetesObject): Fact[] =>
  sourcesOf(object).flatMap(source => readFacts(source, object));

/**
 * Kinds of which a field that is absent means more than is known, such as every pod or
 * no rule: of these a spec of a wrong shape is reported, and nothing is said.
 */
const STRICT = [
  'argoproj.io/AppProject',
  'networking.k8s.io/NetworkPolicy',
  'rbac.authorization.k8s.io/Role',
  'rbac.authorization.k8s.io/RoleBinding',
  'security.istio.io/AuthorizationPolicy',
  'security.istio.io/PeerAuthentication',
  'velero.io/Backup',
  'velero.io/Restore',
  'velero.io/Schedule',
];

const table = examples.map(object => ({ key: toKindKey(object), object }));
const loose = table.filter(({ key }) => !STRICT.includes(key));

/** The object with each field of a part of it replaced by garbage, one at a time. */
function* spoil(
  object: KubernetesObject,
  part: string,
): Generator<KubernetesObject> {
  const fields = (object[part] ?? {}) as object;
  for (const garbage of GARBAGE) {
    yield { ...object, [part]: garbage } as KubernetesObject;
    for (const field of Object.keys(fields)) {
      yield { ...object, [part]: { ...fields, [field]: garbage } };
    }
  }
}

it('there is an example of every kind that is read, and of no other', () => {
  expect(table.map(({ key }) => key).sort()).toEqual(
    builtInSources.flatMap(keysOf).sort(),
  );
});

it('no kind is read by two sources', () => {
  const keys = builtInSources.flatMap(keysOf);
  expect(new Set(keys).size).toBe(keys.length);
});

it('Secrets are never read', () => {
  expect(builtInSources.flatMap(keysOf)).not.toContain('/Secret');
});

describe.each(table)('$key', ({ object }) => {
  const facts = factsOf(object);

  it('gives facts with something in them', () => {
    expect(withoutHistory(facts)).toHaveLength(1);
    const [{ type, value, subject }] = facts;
    expect(type).toMatch(/^[a-zA-Z]+\.[a-zA-Z]+$/);
    expect(sourceOf(type)).toBe(sourcesOf(object)[0].id);
    expect(Object.keys(value)).not.toEqual([]);
    expect(subject.cluster).toBe('eu-1');
  });

  it('gives small ones that JSON keeps as they are', () => {
    expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
    expect(JSON.stringify(facts).length).toBeLessThan(4_096);
  });

  it('gives the same again, whatever moves in its metadata', () => {
    const metadata = {
      ...object.metadata,
      resourceVersion: '99',
      managedFields: [{ manager: 'other', time: '2026-11-22T12:00:00Z' }],
    };
    expect(factsOf({ ...object, metadata })).toEqual(facts);
  });

  it('keeps no secret', () => {
    expect(JSON.stringify(facts)).not.toContain(SECRET_TEXT);
  });

  it('reads labels and annotations of any shape', () => {
    for (const garbage of [null, undefined, {}, { a: 7 }]) {
      const metadata = {
        ...object.metadata,
        labels: garbage,
        annotations: garbage,
      } as never;
      expect(() => factsOf({ ...object, metadata })).not.toThrow();
    }
  });

  it('reads any status', () => {
    for (const spoiled of spoil(object, 'status')) {
      const found = factsOf(spoiled);
      expect(withoutHistory(found)).toHaveLength(1);
      expect(JSON.parse(JSON.stringify(found))).toEqual(found);
    }
  });
});

describe.each(loose)('$key', ({ object }) => {
  it('reads any spec', () => {
    for (const spoiled of spoil(object, 'spec')) {
      const found = factsOf(spoiled);
      expect(withoutHistory(found)).toHaveLength(1);
      expect(JSON.parse(JSON.stringify(found))).toEqual(found);
    }
  });

  it('cuts what is huge', () => {
    const grown = grow(object) as KubernetesObject;
    const { metadata } = object;
    const size = JSON.stringify(factsOf({ ...grown, metadata })).length;
    // Twenty long texts in a few lists, and some messages.
    expect(size).toBeLessThan(64 * 1_024);
  });
});

it.each(STRICT)('%s says nothing where it cannot be read', key => {
  const { object } = table.find(entry => entry.key === key)!;
  const fields = Object.keys(object).filter(
    field => !['apiVersion', 'kind', 'metadata', 'status'].includes(field),
  );
  expect(fields).not.toEqual([]);
  for (const field of fields) {
    expect(() => factsOf({ ...object, [field]: 'text' })).toThrow();
  }
});

/** Every text of an object 5,000 characters long, and every list 60 times its own. */
function grow(value: unknown, key = ''): unknown {
  if (typeof value === 'string') {
    const isName = ['apiVersion', 'kind', 'type', 'status'].includes(key);
    return isName ? value : value.padEnd(5_000, 'x');
  }
  if (Array.isArray(value)) {
    const grown = value.map(entry => grow(entry));
    return Array.from({ length: 60 }, () => grown).flat();
  }
  return value && typeof value === 'object'
    ? Object.fromEntries(
        Object.entries(value).map(([name, inner]) => [name, grow(inner, name)]),
      )
    : value;
}

it('reads many large Applications and keeps little of them', () => {
  const resources = Array.from({ length: 90 }, (_, index) => ({
    group: 'apps',
    version: 'v1',
    kind: 'Deployment',
    namespace: 'billing',
    name: `billing-${index}`,
    status: 'Synced',
    health: { status: 'Healthy', message: 'all of its pods are ready' },
  }));
  const object = createApplication({ status: { resources } });
  expect(JSON.stringify(object).length).toBeGreaterThan(15_000);

  const facts = Array.from({ length: 200 }, (_, index) =>
    factsOf(createObject({ ...object, metadata: { name: `a-${index}` } })),
  ).flat();

  // With a record of the last deployment of each.
  expect(facts).toHaveLength(400);
  expect(JSON.stringify(facts).length).toBeLessThan(200 * 1_024);
});
