import { createStore } from '../__testUtils__/createStore';
import type { KubeObject } from '../../types';
import {
  healthOfResources,
  nextStatus,
  toOperationState,
  withDeployment,
  type NextStatus,
} from './buildStatus';
import { ManualSync } from './ManualSync';
import { Operation } from './Operation';
import { shortRevisions, type Origin } from './Origin';
import { readApplicationSpec } from './ApplicationSpec';

const NOW = new Date('2026-11-22T10:20:30Z');
const COMMIT = 'a'.repeat(40);
const CHART = {
  repoURL: 'https://charts',
  chart: 'c',
  targetRevision: '1.0.0',
};
const VALUES = { repoURL: 'http://x', ref: 'values', targetRevision: 'main' };

const list = (...revisions: string[]): Origin => ({
  sources: [CHART, VALUES],
  isList: true,
  revisions,
});
const one = (revision: string): Origin => ({
  sources: [VALUES],
  isList: false,
  revisions: [revision],
});

function operationOf(origin: Origin): Operation {
  return new Operation({
    key: 'k',
    store: createStore(),
    origin,
    prune: true,
    pruneLast: true,
    rules: undefined,
    startedAt: NOW,
  });
}

const application = (spec: object, operation?: object): KubeObject => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name: 'a', uid: 'u', creationTimestamp: '' },
  spec,
  operation,
});

function specOf(spec: object) {
  const result = readApplicationSpec(application(spec));
  if ('problem' in result) throw new Error(result.problem);
  return result;
}

describe('several sources', () => {
  it('have lists in an operation, and an empty source beside', () => {
    const operation = operationOf(list('1.0.0', COMMIT));
    expect(toOperationState(operation, undefined)).toMatchObject({
      operation: { sync: { revisions: ['1.0.0', COMMIT] } },
      syncResult: {
        revision: '',
        revisions: ['1.0.0', COMMIT],
        source: { repoURL: '' },
        sources: [CHART, VALUES],
      },
    });
    expect(toOperationState(operationOf(one(COMMIT)), undefined)).toMatchObject(
      { syncResult: { revision: COMMIT, source: VALUES } },
    );
  });

  it('are deployed anew when one of them has changed', () => {
    const deploy = (history: object[], origin: Origin) =>
      withDeployment(
        history as Parameters<typeof withDeployment>[0],
        operationOf(origin),
        10,
      );
    const first = deploy([], list('1.0.0', COMMIT));
    expect(first).toMatchObject([
      { id: 0, revisions: ['1.0.0', COMMIT], sources: [CHART, VALUES] },
    ]);
    expect(first[0]).not.toHaveProperty('revision');
    expect(deploy(first, list('1.0.0', COMMIT))).toEqual(first);
    const second = deploy(first, list('1.0.0', 'b'.repeat(40)));
    expect(second).toHaveLength(2);
    const third = deploy(second, one(COMMIT));
    expect(third[2]).toMatchObject({ id: 2, revision: COMMIT, source: VALUES });
    expect(deploy(third, one(COMMIT))).toEqual(third);
  });

  it('are shown in short', () => {
    expect(shortRevisions(['1.0.0', COMMIT])).toBe('1.0.0, aaaaaaa');
  });

  it('go before a single one, and an empty list is none', () => {
    const git = { ...VALUES, path: 'deploy' };
    const both = { source: git, sources: [CHART, VALUES] };
    expect(specOf(both)).toMatchObject({
      sources: [CHART, VALUES],
      isList: true,
    });
    const single = { sources: [git], isList: false };
    expect(specOf({ source: git, sources: [] })).toMatchObject(single);
    expect(specOf({})).toMatchObject({ sources: [], isList: false });
    expect(readApplicationSpec(application({ sources: 7 }))).toMatchObject({
      problem: expect.stringContaining('spec.sources is wrong'),
    });
  });

  it.each<[string, object, object[]]>([
    ['nothing else', {}, [CHART, VALUES]],
    [
      'other revisions',
      { revisions: ['2.0.0', ''] },
      [{ ...CHART, targetRevision: '2.0.0' }, VALUES],
    ],
    [
      'what was there before',
      { sources: [VALUES], revisions: [COMMIT] },
      [{ ...VALUES, targetRevision: COMMIT }],
    ],
    [
      'nothing of a single one',
      { source: VALUES, revision: 'x' },
      [CHART, VALUES],
    ],
  ])('are synced by hand to %s', (_, sync, sources) => {
    const spec = { sources: [CHART, VALUES] };
    const manual = ManualSync.read(application(spec, { sync }));
    expect(manual?.specFrom(specOf(spec)).sources).toEqual(sources);
  });
});

it('forgets what rendered an Application that has other sources now', () => {
  const before = { sourceType: 'Kustomize', health: { status: 'Healthy' } };
  const next = { healthStatus: 'Healthy', sourceTypes: ['Helm', ''] };
  const status = nextStatus(before, next as NextStatus, NOW);
  expect(status).toMatchObject({ sourceTypes: ['Helm', ''] });
  expect(status).not.toHaveProperty('sourceType');
});

it('counts the health of what is wanted, and is to count', () => {
  const of = (status: string, requiresPruning = false) => ({
    group: '',
    version: 'v1',
    kind: 'PersistentVolumeClaim',
    namespace: 'a',
    name: status,
    status: 'Synced' as const,
    health: { status },
    requiresPruning,
  });
  const all = [of('Healthy'), of('Progressing'), of('Degraded', true)];
  expect(healthOfResources(all, () => true)).toBe('Progressing');
  expect(healthOfResources(all, ({ name }) => name !== 'Progressing')).toBe(
    'Healthy',
  );
});
