import type { KubernetesObject } from '@orchestr8/backstage-plugin-o8-node';
import { Ledger } from './Ledger';

function object(name: string, version = '1'): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Thing',
    metadata: { name, uid: `u-${name}`, resourceVersion: version },
    spec: { large: true },
  };
}

function createLedger(...objects: KubernetesObject[]) {
  const ledger = new Ledger(({ metadata }) => metadata.resourceVersion ?? '');
  ledger.begin();
  ledger.add(objects);
  ledger.complete();
  return ledger;
}

const describeEvents = (ledger: Ledger, objects: KubernetesObject[]) =>
  [...ledger.compare(objects)].map(event =>
    event.type === 'BOOKMARK'
      ? event.type
      : `${event.type} ${event.object.metadata.name}`,
  );

it('tells the difference to what was told, once', () => {
  const ledger = createLedger(object('a'), object('b'), object('c'));
  const now = [object('a'), object('b', '2'), object('d')];
  expect(describeEvents(ledger, now)).toEqual([
    'MODIFIED b',
    'ADDED d',
    'DELETED c',
    'BOOKMARK',
  ]);
  expect(describeEvents(ledger, now)).toEqual(['BOOKMARK']);
});

it('keeps of an object only what its end has to say', () => {
  const ledger = createLedger(object('a'));
  const [event] = ledger.compare([]);
  expect(event).toEqual({
    type: 'DELETED',
    resourceVersion: ledger.version,
    object: {
      apiVersion: 'v1',
      kind: 'Thing',
      metadata: { name: 'a', uid: 'u-a', resourceVersion: '1' },
    },
  });
});

it('takes single changes, and passes over what was told', () => {
  const ledger = createLedger(object('a'));
  expect(ledger.take('MODIFIED', object('a'))).toBeUndefined();
  expect(ledger.take('ADDED', object('a', '2'))).toMatchObject({
    type: 'ADDED',
  });
  expect(ledger.take('MODIFIED', object('b'))).toMatchObject({ type: 'ADDED' });
  expect(ledger.take('DELETED', object('b'))).toMatchObject({
    type: 'DELETED',
  });
  expect(ledger.take('DELETED', object('b'))).toBeUndefined();
});

it('goes on only from the last that was told', () => {
  const ledger = createLedger(object('a'));
  const before = ledger.version;
  ledger.check(before);
  ledger.take('ADDED', object('b'));
  expect(() => ledger.check(before)).toThrow(
    expect.objectContaining({ code: 'gone' }),
  );
  ledger.check(ledger.version);
});

it('has missed what was not taken of a comparison, and still knows how far it got', () => {
  const ledger = createLedger();
  const changes = ledger.compare([object('a'), object('b')]);
  const { value } = changes.next();
  changes.return(undefined);
  ledger.check(value.resourceVersion);
  expect(describeEvents(ledger, [object('a'), object('b')])).toEqual([
    'ADDED b',
    'BOOKMARK',
  ]);
});

it('knows nothing while a list goes on, nor of another ledger', () => {
  const ledger = createLedger();
  const other = createLedger();
  expect(() => ledger.check(other.version)).toThrow();
  ledger.begin();
  expect(() => ledger.check(ledger.version)).toThrow();
});
