import type { Fact, Rec, Source } from '@orchestr8/backstage-plugin-o8-node';
import { createObject } from '../sources/__testUtils__';
import { toFactRows } from './toFactRows';

const MODULE = 'orchestr8.io/module';

function createSource(toFacts: Source['toFacts'], id = 'made'): Source {
  return {
    id,
    kinds: [{ group: 'example.com', kind: 'Thing' }],
    reach: 'placements',
    toFacts,
  };
}

const fact: Fact = {
  type: 'made.up',
  subject: { cluster: 'eu-1', namespace: 'billing' },
  value: { a: 1 },
};

function read(
  said: Fact | Rec,
  metadata: { namespace?: string; labels?: Record<string, string> } = {},
) {
  const { rows } = toFactRows({
    object: createObject({
      apiVersion: 'example.com/v1',
      kind: 'Thing',
      metadata: { name: 'x', ...metadata },
    }),
    kindKey: 'example.com/Thing',
    sources: [createSource(() => [said])],
    context: { cluster: 'mgmt', resolveCluster: () => null },
    ownership: { platformNamespaces: new Set(['velero']) },
  });
  return rows[0];
}

it('fills in what a fact leaves open', () => {
  expect(read(fact, { namespace: 'billing' })).toEqual({
    observedOn: 'mgmt',
    kind: 'example.com/Thing',
    namespace: 'billing',
    name: 'x',
    uid: '',
    type: 'made.up',
    key: '',
    source: 'made',
    apiVersion: 'example.com/v1',
    ownModule: null,
    binds: 'object',
    places: false,
    subjectCluster: 'eu-1',
    subjectNamespace: 'billing',
    value: { a: 1 },
    volatile: {},
    evidenceAt: null,
  });
});

it('keeps all that a record says', () => {
  const record: Rec = {
    ...fact,
    uid: 'u1',
    key: 'k',
    places: true,
    binds: 'subject',
    evidenceAt: '2026-11-22T12:00:00.000Z',
    volatile: { b: 2 },
  };
  expect(read(record, { namespace: 'velero' })).toMatchObject({
    uid: 'u1',
    key: 'k',
    places: true,
    binds: 'subject',
    evidenceAt: '2026-11-22T12:00:00.000Z',
    volatile: { b: 2 },
  });
});

describe('whose an object is', () => {
  const labels = { [MODULE]: 'billing' };
  const binding = { ...fact, binds: 'subject' as const };

  it.each([
    ['in a namespace of the platform', 'velero', 'billing', 'subject'],
    ['cluster-scoped', undefined, 'billing', 'subject'],
    // Its Namespace says whose it is, and it speaks for itself only.
    ['in a namespace of a team', 'web', null, 'object'],
    ['in one that is called much alike', 'velero-2', null, 'object'],
  ])('%s', (_name, namespace, ownModule, binds) => {
    expect(read(binding, { namespace, labels })).toMatchObject({
      ownModule,
      binds,
    });
  });

  it('is not known without a label', () => {
    expect(read(fact, { namespace: 'velero' }).ownModule).toBeNull();
  });
});

describe('what cannot be read', () => {
  const object = createObject({
    apiVersion: 'example.com/v1',
    kind: 'Thing',
    metadata: { name: 'x', namespace: 'billing' },
  });
  const readBy = (...sources: Source[]) =>
    toFactRows({
      object,
      kindKey: 'example.com/Thing',
      sources,
      context: { cluster: 'eu-1', resolveCluster: () => null },
      ownership: { platformNamespaces: new Set() },
    });
  const fine = createSource(() => [fact]);
  const failing = createSource(() => {
    throw new Error(`no\n  idea ${'!'.repeat(500)}`);
  }, 'other');

  it('is said in one short sentence, and the other sources go on', () => {
    const { rows, unreadable } = readBy(failing, fine);

    expect(rows.map(({ source }) => source)).toEqual(['made']);
    expect(unreadable).toMatchObject([
      { source: 'other', object: 'Thing billing x' },
    ]);
    expect(unreadable[0].message).toMatch(/^no idea !+$/);
    expect(unreadable[0].message).toHaveLength(200);
  });

  it('is two facts of one name', () => {
    const { rows, unreadable } = readBy(createSource(() => [fact, fact]));

    expect(rows).toEqual([]);
    expect(unreadable[0].message).toMatch(/^gives two facts/);
  });

  it('is a fact of the type of another source, and all beside it', () => {
    const thief = createSource(
      () => [{ ...fact, type: 'thief.a' }, fact],
      'thief',
    );
    const { rows, unreadable } = readBy(thief);

    expect(rows).toEqual([]);
    expect(unreadable[0].message).toBe(
      'gives a fact of the type of another source: made.up',
    );
  });

  it('is told of a source that throws anything', () => {
    const odd = createSource(() => {
      // eslint-disable-next-line no-throw-literal -- others may do it
      throw 'plain text';
    });
    expect(readBy(odd).unreadable[0].message).toBe('plain text');
  });
});
