import type { JsonObject } from '@backstage/types';
import { createObject } from './createObject';
import { minutesAgo } from './time';

/** A healthy Application of `billing` on `eu-1`; the fields given replace its own. */
export function createApplication(
  options: {
    name?: string;
    environment?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    destination?: unknown;
    spec?: JsonObject;
    ownerReferences?: JsonObject[];
    status?: JsonObject;
  } = {},
) {
  const {
    name = 'billing-eu-1',
    environment = 'production',
    labels = {},
    annotations,
    destination = { name: 'eu-1', namespace: 'billing' },
    spec = {},
    status = {},
    ownerReferences,
  } = options;
  return createObject({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name,
      namespace: 'argocd',
      annotations,
      labels: {
        'orchestr8.io/module': 'billing',
        'orchestr8.io/environment': environment,
        ...labels,
      },
      ...(ownerReferences && { ownerReferences }),
    },
    spec: {
      destination,
      project: 'billing',
      source: {
        repoURL: 'https://git.example.com/billing.git',
        targetRevision: 'main',
        path: 'deploy/overlays/production-eu-1',
      },
      syncPolicy: { automated: { prune: true, selfHeal: true } },
      ...spec,
    },
    status: {
      sync: { status: 'Synced', revision: 'abc123' },
      health: { status: 'Healthy' },
      history: [
        {
          revision: 'abc123',
          deployedAt: minutesAgo(120),
          initiatedBy: { automated: true },
        },
      ],
      operationState: { phase: 'Succeeded', finishedAt: minutesAgo(120) },
      resources: [
        {
          group: 'apps',
          version: 'v1',
          kind: 'Deployment',
          namespace: 'billing',
          name: 'billing',
          status: 'Synced',
          health: { status: 'Healthy' },
        },
      ],
      summary: { images: ['registry.example.com/billing:v1.4.2'] },
      reconciledAt: minutesAgo(2),
      ...status,
    },
  });
}
