import { createObject, readFacts } from './__testUtils__';
import { bindShared } from './bindShared';
import { createSource } from './createSource';

const source = createSource({
  id: 'lamps',
  reach: 'anywhere',
  readings: [
    {
      group: 'light.example.com',
      kind: 'Lamp',
      plural: 'lamps',
      versions: ['v2'],
      metadataOnly: true,
      fact: 'lamp',
      read: ({ metadata }) => ({ value: { name: metadata.name } }),
    },
    {
      group: '',
      kind: 'Bulb',
      plural: 'bulbs',
      fact: 'bulb',
      read: (object, context) => [
        { key: 'a', value: { watts: 7 }, evidenceAt: null },
        { key: 'b', value: {}, uid: 'u', ...bindShared(object, context) },
      ],
    },
  ],
});

const createLamp = (apiVersion: string, kind: string) =>
  createObject({
    apiVersion,
    kind,
    metadata: { name: 'one', namespace: 'billing' },
  });

it('says what to read, and how', () => {
  expect(source).toMatchObject({ id: 'lamps', reach: 'anywhere' });
  expect(source.kinds).toEqual([
    {
      group: 'light.example.com',
      kind: 'Lamp',
      plural: 'lamps',
      versions: ['v2'],
      metadataOnly: true,
    },
    { group: '', kind: 'Bulb', plural: 'bulbs' },
  ]);
});

it('gives a fact about the namespace of the object, of whatever version', () => {
  for (const version of ['v2', 'v1alpha1']) {
    const lamp = createLamp(`light.example.com/${version}`, 'Lamp');
    expect(readFacts(source, lamp)).toEqual([
      {
        type: 'lamps.lamp',
        subject: { cluster: 'eu-1', namespace: 'billing' },
        value: { name: 'one' },
      },
    ]);
  }
});

it('gives several, about something else, where a reading says so', () => {
  expect(readFacts(source, createLamp('v1', 'Bulb'))).toEqual([
    {
      type: 'lamps.bulb',
      key: 'a',
      subject: { cluster: 'eu-1', namespace: 'billing' },
      evidenceAt: null,
      value: { watts: 7 },
    },
    {
      type: 'lamps.bulb',
      key: 'b',
      uid: 'u',
      binds: 'subject',
      subject: { cluster: 'eu-1', namespace: null },
      value: {},
    },
  ]);
});

it.each([
  { labels: { 'orchestr8.io/module': 'billing' } },
  { annotations: { 'backstage.io/entity-ref': 'component:default/billing' } },
])('is about whom the object names, and about nobody else: %j', names => {
  const bulb = createLamp('v1', 'Bulb');
  const metadata = { ...bulb.metadata, ...names };
  const [, fact] = readFacts(source, { ...bulb, metadata });
  expect(fact.binds).toBeUndefined();
  expect(fact.subject.namespace).toBe('billing');
});

it('is about no namespace, where the object is in none', () => {
  const { metadata, ...rest } = createLamp('light.example.com/v2', 'Lamp');
  const lamp = { ...rest, metadata: { ...metadata, namespace: undefined } };
  expect(readFacts(source, lamp)[0].subject.namespace).toBeNull();
});

it.each([
  ['light.example.com/v2', 'Bulb'],
  ['v1', 'Lamp'],
  ['other.example.com/v2', 'Lamp'],
])('reads no %s %s', (apiVersion, kind) => {
  expect(() => readFacts(source, createLamp(apiVersion, kind))).toThrow(
    expect.objectContaining({
      name: 'InputError',
      message: `cannot read ${apiVersion} ${kind}`,
    }),
  );
});
