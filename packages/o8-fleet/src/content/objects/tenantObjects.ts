import type { KubeObject } from '../../types';
import { LABEL_MODULE, type Placement } from '../Placement';
import { ownedBy, type Scope } from '../Scope';
import { DAY_MS, SECOND_MS } from '../time';
import {
  applicationName,
  ARGOCD_NAMESPACE,
  type Application,
} from './Application';

const NAME = 'o8-tenants';
/** The modules whose Applications come from a set. */
const MODULES = new Set(['analytics', 'webhooks']);
/** The module that has a second Application on a cluster. */
const SECOND = { module: 'audit-trail', cluster: 'eu-1', part: 'archive' };

/** Whether the module's Applications come from the set. */
export function isFromSet({ name }: Placement): boolean {
  return MODULES.has(name);
}

/** The set that some modules' Applications come from; none without such a module. */
export function createTenantSet(
  scope: Scope,
  placements: readonly Placement[],
): KubeObject | undefined {
  const own = placements.filter(isFromSet);
  if (own.length === 0) return undefined;
  const elements = own.map(({ name, cluster }) => ({
    module: name,
    cluster: cluster.name,
    environment: cluster.environment,
  }));
  return scope.object(
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'ApplicationSet',
      name: NAME,
      namespace: ARGOCD_NAMESPACE,
      ageMs: 60 * DAY_MS,
      generation: 7,
    },
    {
      spec: {
        goTemplate: true,
        goTemplateOptions: ['missingkey=error'],
        generators: [{ list: { elements } }],
        syncPolicy: { preserveResourcesOnDeletion: true },
        template: createTemplate(),
      },
      status: {
        conditions: [
          {
            type: 'ResourcesUpToDate',
            status: 'True',
            reason: 'ApplicationSetUpToDate',
            message: 'All applications have been generated successfully',
            lastTransitionTime: scope.ago(6 * DAY_MS),
          },
        ],
        resources: own.map(({ name, cluster }) => ({
          group: 'argoproj.io',
          version: 'v1alpha1',
          kind: 'Application',
          name: applicationName(name, cluster.name),
          namespace: ARGOCD_NAMESPACE,
        })),
      },
    },
  );
}

function createTemplate(): object {
  return {
    metadata: {
      name: '{{ .module }}-{{ .cluster }}',
      labels: {
        [LABEL_MODULE]: '{{ .module }}',
        'orchestr8.io/environment': '{{ .environment }}',
      },
    },
    spec: {
      project: '{{ .module }}',
      source: {
        repoURL: 'https://git.o8.example/modules/{{ .module }}.git',
        targetRevision: 'main',
        path: 'deploy/overlays/{{ .environment }}-{{ .cluster }}',
      },
      destination: { name: '{{ .cluster }}', namespace: '{{ .module }}' },
    },
  };
}

/** The Application as it is when the set has made it. */
export function ownedBySet(
  application: Application,
  set: KubeObject,
): Application {
  const { metadata } = application;
  return {
    ...application,
    metadata: { ...metadata, ownerReferences: ownedBy(set) },
  };
}

/** A part of the module that is deployed apart from the rest, where it has one. */
export function createSecondApplication(
  placement: Placement,
): KubeObject | undefined {
  const { name, cluster } = placement;
  if (name !== SECOND.module || cluster.name !== SECOND.cluster) {
    return undefined;
  }
  const source = {
    repoURL: `https://git.o8.example/modules/${name}.git`,
    targetRevision: 'main',
    path: `deploy/${SECOND.part}`,
  };
  const destination = { name: cluster.name, namespace: name };
  const revision = placement.seeded.hex(`${name}/${SECOND.part}`, 40);
  const deployedAt = placement.ago(3 * DAY_MS);
  return placement.object(
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      name: applicationName(`${name}-${SECOND.part}`, cluster.name),
      namespace: ARGOCD_NAMESPACE,
      ageMs: 80 * DAY_MS,
      generation: 900,
      labels: {
        ...placement.labels,
        'orchestr8.io/environment': cluster.environment,
      },
    },
    {
      spec: {
        project: name,
        source,
        destination,
        syncPolicy: { automated: { prune: true, selfHeal: true } },
      },
      status: {
        sync: {
          status: 'Synced',
          revision,
          comparedTo: { source, destination },
        },
        health: { status: 'Healthy', lastTransitionTime: deployedAt },
        resources: [],
        history: [
          {
            id: 1,
            revision,
            deployedAt,
            deployStartedAt: deployedAt,
            source,
            initiatedBy: { automated: true },
          },
        ],
        summary: { images: [] },
        reconciledAt: placement.ago(70 * SECOND_MS),
        controllerNamespace: ARGOCD_NAMESPACE,
        sourceType: 'Kustomize',
      },
    },
  );
}
