import type { JsonObject } from '@backstage/types';
import { toKnownFacts } from '../../assess/__testUtils__';
import { createApplication, readFacts } from '../__testUtils__';
import { readApplication } from './applicationFact';
import { argocdSource } from './argocdSource';

function read(options: Parameters<typeof createApplication>[0]) {
  return readFacts(argocdSource, createApplication(options))[0].value;
}

describe('where the manifests come from', () => {
  const chart = {
    repoURL: 'https://charts.example.com',
    targetRevision: '1.2.3',
    chart: 'langfuse',
  };

  it.each<[string, JsonObject, unknown[]]>([
    [
      'several sources, of which a single one does not count',
      { sources: [chart, { repoURL: 'https://git.example.com/values.git' }] },
      [
        {
          repo: 'https://charts.example.com',
          revision: '1.2.3',
          path: 'langfuse',
        },
        {
          repo: 'https://git.example.com/values.git',
          revision: null,
          path: null,
        },
      ],
    ],
    ['nowhere', { source: null }, []],
    ['garbage', { source: 7, sources: 'x' }, []],
    [
      'a repository whose address has a password in it',
      { source: { repoURL: 'https://bot:secret@git.example.com/a.git' } },
      [{ repo: 'https://git.example.com/a.git', revision: null, path: null }],
    ],
  ])('%s', (_name, spec, sources) => {
    expect(read({ spec }).sources).toEqual(sources);
  });

  it('keeps the first of very many', () => {
    const spec = { sources: Array(99).fill(chart) };
    expect(read({ spec }).sources).toHaveLength(5);
  });
});

describe('what Argo CD does by itself', () => {
  it.each<[unknown, unknown]>([
    [
      { prune: true, selfHeal: true },
      { prune: true, selfHeal: true },
    ],
    [{ enabled: true }, { prune: false, selfHeal: false }],
    [{}, { prune: false, selfHeal: false }],
    [{ enabled: false, prune: true, selfHeal: true }, null],
    [
      { prune: 'true', selfHeal: 1 },
      { prune: false, selfHeal: false },
    ],
    [null, null],
    [undefined, null],
    ['yes', null],
  ])('%j is %j', (automated, expected) => {
    const spec = { syncPolicy: { automated } } as JsonObject;
    expect(read({ spec }).automated).toEqual(expected);
  });
});

it('knows the ApplicationSet that made it, and no other owner', () => {
  const owner = { apiVersion: 'argoproj.io/v1alpha1', name: 'o8-modules' };
  expect(
    read({
      ownerReferences: [
        { ...owner, kind: 'Application', name: 'root' },
        { ...owner, kind: 'ApplicationSet' },
      ],
    }).applicationSet,
  ).toBe('o8-modules');
  expect(
    read({ ownerReferences: [{ ...owner, kind: 'Application' }] })
      .applicationSet,
  ).toBeNull();
});

it('lists what Argo CD warns of in an order that means nothing', () => {
  const conditions = [
    { type: 'OrphanedResourceWarning', message: 'b' },
    { type: 'ComparisonError', message: 'x'.repeat(999) },
    { type: 'OrphanedResourceWarning', message: 'a' },
  ];
  const value = read({ status: { conditions } });

  expect(value.conditions).toEqual([
    { type: 'ComparisonError', message: `${'x'.repeat(299)}…` },
    { type: 'OrphanedResourceWarning', message: 'a' },
    { type: 'OrphanedResourceWarning', message: 'b' },
  ]);
  expect(
    read({ status: { conditions: [...conditions].reverse() } }).conditions,
  ).toEqual(value.conditions);
});

it('takes a fact from before it kept these as one that does not say', () => {
  const [fact] = toKnownFacts({ mgmt: [createApplication()] });
  const { project, sources, automated, conditions, applicationSet, ...value } =
    readApplication(fact);

  expect(
    readApplication({ ...fact, value: value as JsonObject }),
  ).toMatchObject({
    ...value,
    project: null,
    sources: [],
    automated: null,
    conditions: [],
    applicationSet: null,
  });
});
