import type { FactRow } from '../FactRow';
import type { FactBatch } from '../FactStore';

export const NOW = new Date('2026-11-22T10:00:00Z');
export const LATER = new Date('2026-11-22T11:00:00Z');

/** A fact of an Application of the hub, but for what a test says. */
export function createFactRow(overrides: Partial<FactRow> = {}): FactRow {
  return {
    observedOn: 'eu-1',
    kind: 'x/A',
    namespace: 'team-a',
    name: 'a',
    uid: '',
    type: 'x.a',
    key: '',
    source: 'x',
    apiVersion: 'x/v1',
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
    subjectNamespace: 'team-a',
    value: { state: 'ok' },
    volatile: {},
    evidenceAt: null,
    ...overrides,
  };
}

/** A Namespace that names a module. */
export function createNamespaceRow(
  name: string,
  module: string | null,
  cluster = 'eu-1',
  overrides: Partial<FactRow> = {},
): FactRow {
  return createFactRow({
    observedOn: cluster,
    kind: '/Namespace',
    namespace: null,
    name,
    type: 'namespaces.namespace',
    source: 'namespaces',
    apiVersion: 'v1',
    ownModule: module,
    labelModule: module,
    platform: name === 'argocd' || name.startsWith('kube-'),
    places: true,
    subjectCluster: cluster,
    subjectNamespace: name,
    ...overrides,
  });
}

/** An Application beside Argo CD that deploys to `team-a` of `eu-1`. */
export function createApplicationRow(
  name: string,
  overrides: Partial<FactRow> = {},
): FactRow {
  return createFactRow({
    observedOn: 'hub',
    kind: 'argoproj.io/Application',
    apiVersion: 'argoproj.io/v1alpha1',
    type: 'argocd.application',
    source: 'argocd',
    namespace: 'argocd',
    name,
    platform: true,
    places: true,
    labels: {},
    ...overrides,
  });
}

/** A Deployment in `team-a` of `eu-1`. */
export function createDeploymentRow(
  name: string,
  overrides: Partial<FactRow> = {},
): FactRow {
  return createFactRow({
    kind: 'apps/Deployment',
    apiVersion: 'apps/v1',
    type: 'workloads.workload',
    source: 'workloads',
    name,
    labels: {},
    ...overrides,
  });
}

/** A batch of just these rows. */
export function createBatch(rows: FactRow[], now = NOW): FactBatch {
  const [{ observedOn, kind }] = rows;
  return {
    observedOn,
    kind,
    objects: rows.map(({ namespace, name }) => ({ namespace, name })),
    rows,
    now,
  };
}
