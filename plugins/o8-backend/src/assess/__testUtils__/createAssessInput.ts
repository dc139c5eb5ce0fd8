import type {
  AssessInput,
  KubernetesObject,
} from '@orchestr8/backstage-plugin-o8-node';
import { createNamespace, NOW } from '../../sources/__testUtils__';
import { createStatus } from './createStatus';
import { toKnownFacts } from './toKnownFacts';

const SOURCES = [
  'argocd',
  'namespaces',
  'networkPolicies',
  'policyReports',
  'velero',
];

/**
 * The input for `billing`, which is placed on `eu-1`, promises an hour and has been
 * read everywhere; other fields as given. Its Namespace is on each cluster that has
 * objects, unless `isBound` is false.
 */
export function createAssessInput(
  objectsOf: Record<string, KubernetesObject[]> = {},
  fields: Partial<AssessInput> & { isBound?: boolean } = {},
): AssessInput {
  const { isBound = true, ...rest } = fields;
  const objects = Object.fromEntries(
    Object.entries(objectsOf).map(([cluster, list]) => [
      cluster,
      isBound && !list.some(({ kind }) => kind === 'Namespace')
        ? [...list, createNamespace()]
        : list,
    ]),
  );
  return {
    module: 'billing',
    placements: [{ cluster: 'eu-1', namespace: 'billing' }],
    binding: 'confirmed',
    facts: toKnownFacts(objects),
    sources: ['eu-1', 'us-1', 'mgmt'].flatMap(cluster =>
      SOURCES.map(source => createStatus(cluster, source)),
    ),
    allRead: true,
    objectives: { rpoMs: 3_600_000, rpoFrom: 'entity' },
    now: NOW,
    ...rest,
  };
}
