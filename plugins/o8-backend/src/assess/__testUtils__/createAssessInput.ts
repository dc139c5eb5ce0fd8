import type {
  AssessInput,
  KubernetesObject,
} from '@orchestr8/backstage-plugin-o8-node';
import { NOW } from '../../sources/__testUtils__';
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
 * read everywhere; other fields as given.
 */
export function createAssessInput(
  objects: Record<string, KubernetesObject[]> = {},
  fields: Partial<AssessInput> = {},
): AssessInput {
  return {
    module: 'billing',
    placements: [{ cluster: 'eu-1', namespace: 'billing' }],
    facts: toKnownFacts(objects),
    sources: ['eu-1', 'us-1', 'mgmt'].flatMap(cluster =>
      SOURCES.map(source => createStatus(cluster, source)),
    ),
    allRead: true,
    objectives: { rpoMs: 3_600_000, rpoFrom: 'entity' },
    now: NOW,
    ...fields,
  };
}
