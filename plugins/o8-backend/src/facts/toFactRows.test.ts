import type { Fact, Rec, Source } from '@orchestr8/backstage-plugin-o8-node';
import { createObject } from '../sources/__testUtils__';
import { toFactRows } from './toFactRows';

const MODULE = 'orchestr8.io/module';

function createSource(toFacts: Source['toFacts'], id = 'made'): Source {
  return {
    id,
    kinds: [{ group: 'example.com', kind: 'Thing', plural: 'things' }],
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
    labelModule: null,
    ownEntity: null,
    platform: false,
    project: null,
    madeBy: null,
    labels: null,
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

describe('what its binding is decided by', () => {
  function readObject(
    kindKey: string,
    metadata: Record<string, unknown>,
    spec: Record<string, string | number> = {},
  ) {
    const [group, kind] = kindKey.split('/');
    const { rows, unreadable } = toFactRows({
      object: createObject({
        apiVersion: group ? `${group}/v1` : 'v1',
        kind,
        metadata: { name: 'x', ...metadata },
        spec,
      }),
      kindKey,
      sources: [createSource(() => [fact])],
      context: { cluster: 'mgmt', resolveCluster: () => null },
      ownership: { platformNamespaces: new Set(['argocd']) },
    });
    expect(unreadable).toEqual([]);
    return rows[0];
  }

  it.each([
    ['/Namespace', { name: 'argocd' }, true],
    ['/Namespace', { name: 'kube-system' }, true],
    ['/Namespace', { name: 'billing' }, false],
    ['apps/Deployment', { namespace: 'kube-public' }, true],
    ['apps/Deployment', { namespace: 'argocd' }, true],
    ['apps/Deployment', { namespace: 'billing' }, false],
    ['policies.kyverno.io/ClusterPolicy', {}, true],
  ])('%s %j lies out of reach of claims: %s', (kind, metadata, expected) => {
    expect(readObject(kind, metadata).platform).toBe(expected);
  });

  it('keeps its label wherever it lies, as what somebody says', () => {
    const labels = { [MODULE]: 'billing' };
    expect(
      readObject('apps/Deployment', { namespace: 'web', labels }),
    ).toMatchObject({ ownModule: null, labelModule: 'billing' });
  });

  it.each(['component:default/web', 'a:b', '', 7, null])(
    'takes %j for no name of a module',
    label => {
      expect(
        readObject('/Namespace', { labels: { [MODULE]: label } }),
      ).toMatchObject({ ownModule: null, labelModule: null });
    },
  );

  it.each([
    ['argocd', 'Component:Default/Web', 'component:default/web'],
    [undefined, 'component:web', 'component:default/web'],
    ['argocd', 'web', null],
    ['argocd', 'component:default/', null],
    ['argocd', 7, null],
    // There a team could name any.
    ['web', 'component:default/web', null],
    ['kube-system', 'component:default/web', null],
  ])('in %s, the entity %j is %j', (namespace, ref, expected) => {
    const annotations = { 'backstage.io/entity-ref': ref };
    expect(
      readObject('apps/Deployment', { namespace, annotations }).ownEntity,
    ).toBe(expected);
  });

  it('keeps labels of what is claimed by them, and only texts', () => {
    const labels = { app: 'x', odd: 7 };
    expect(readObject('apps/Deployment', { labels }).labels).toEqual({
      app: 'x',
    });
    expect(readObject('apps/Deployment', { labels: null }).labels).toEqual({});
    expect(readObject('/Secret', { labels }).labels).toBeNull();
  });

  it('keeps the project and the maker of an Application', () => {
    const ownerReferences = [
      { apiVersion: 'v1', kind: 'ConfigMap', name: 'no' },
      { apiVersion: 'argoproj.io/v1alpha1', kind: 'ApplicationSet', name: 'a' },
    ];
    const kind = 'argoproj.io/Application';
    const spec = { project: 'payments' };
    expect(readObject(kind, { ownerReferences }, spec)).toMatchObject({
      project: 'payments',
      madeBy: 'a',
    });
    expect(
      readObject(kind, { ownerReferences: 'none' }, { project: 7 }),
    ).toMatchObject({ project: null, madeBy: null });
    expect(
      readObject('apps/Deployment', { ownerReferences }, spec),
    ).toMatchObject({ project: null, madeBy: null });
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
