import type { KubeObject } from '../../types';
import { HUB, serverUrlOf } from '../clusterProfiles';
import { HISTORY_LIMIT, type Placement, type Release } from '../Placement';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../time';
import {
  applicationName,
  ARGOCD_NAMESPACE,
  type Application,
  type ApplicationResource,
  type ApplicationStatus,
  type Health,
  type HistoryEntry,
  type OperationState,
} from './Application';
import { fieldsOf } from './managedFields';
import { FAILED_HOOK_MS } from './serviceObjects';
import { DEGRADED_MS } from './workloadObjects';

/** The kinds of which Argo CD knows when they are well. */
const JUDGED = new Set([
  'Deployment',
  'Rollout',
  'Service',
  'HorizontalPodAutoscaler',
  'ExternalSecret',
  'SecretStore',
  'SealedSecret',
  'HTTPRoute',
  'CronJob',
]);

function toResource(object: KubeObject): ApplicationResource {
  const [version, group = ''] = object.apiVersion.split('/').reverse();
  const { name, namespace = '' } = object.metadata;
  const { kind } = object;
  return {
    group,
    version,
    kind,
    namespace,
    name,
    status: 'Synced',
    ...(kind === 'Deployment' && { syncWave: 2 }),
    ...(JUDGED.has(kind) && { health: { status: 'Healthy' } }),
  };
}

/** Some Applications name their cluster, others its address. */
function destinationOf(placement: Placement): object {
  const { cluster, name } = placement;
  if (cluster.deployedBy !== HUB) {
    return { server: 'https://kubernetes.default.svc', namespace: name };
  }
  return name.length % 2 === 0
    ? { server: serverUrlOf(cluster.name), namespace: name }
    : { name: cluster.name, namespace: name };
}

function sourceOf(placement: Placement) {
  const { name, cluster } = placement;
  return {
    repoURL: `https://git.o8.example/modules/${name}.git`,
    targetRevision: 'main',
    path: `deploy/overlays/${cluster.environment}-${cluster.name}`,
  };
}

const USERS = ['ada', 'grace', 'linus'];

function historyOf(placement: Placement, releases: readonly Release[]) {
  const source = sourceOf(placement);
  return releases
    .slice(0, HISTORY_LIMIT)
    .reverse()
    .map((release, index): HistoryEntry => {
      const path = `release/${placement.name}/${release.version}/by`;
      const isManual = placement.seeded.int(path, 1, 4) === 1;
      return {
        id: 31 + index,
        revision: release.revision,
        deployStartedAt: placement.ago(release.ageMs),
        deployedAt: placement.ago(release.ageMs - 11 * SECOND_MS),
        source,
        initiatedBy: isManual
          ? { username: placement.seeded.pick(path, USERS) }
          : { automated: true },
      };
    });
}

function operationOf(
  placement: Placement,
  release: Release,
  resources: readonly ApplicationResource[],
): OperationState {
  const source = sourceOf(placement);
  const failed = placement.has('failedHook');
  const { name } = placement;
  const startedMs = failed ? FAILED_HOOK_MS + 2 * MINUTE_MS : release.ageMs;
  const revision = failed
    ? placement.seeded.hex(`release/${name}/0/revision`, 40)
    : release.revision;
  const results = resources.map(each => ({
    group: each.group,
    version: each.version,
    kind: each.kind,
    namespace: each.namespace,
    name: each.name,
    status: 'Synced',
    hookPhase: 'Running',
    syncPhase: 'Sync',
    message: `${each.kind.toLocaleLowerCase('en-US')}/${
      each.name
    } serverside-applied`,
  }));
  const hook = {
    group: 'batch',
    version: 'v1',
    kind: 'Job',
    namespace: name,
    name: `${name}-migrate`,
    hookType: 'PreSync',
    hookPhase: 'Failed',
    syncPhase: 'PreSync',
    message: 'Job has reached the specified backoff limit',
  };
  return {
    operation: {
      sync: { revision, prune: true },
      initiatedBy: { automated: true },
      retry: { limit: 5 },
    },
    phase: failed ? 'Failed' : 'Succeeded',
    message: failed
      ? 'one or more synchronization tasks completed unsuccessfully (retried 5 times).'
      : 'successfully synced (all tasks run)',
    startedAt: placement.ago(startedMs),
    finishedAt: placement.ago(
      failed ? FAILED_HOOK_MS : startedMs - 11 * SECOND_MS,
    ),
    syncResult: { revision, source, resources: failed ? [hook] : results },
  };
}

function isWorkload(resource: ApplicationResource): boolean {
  return resource.kind === 'Deployment' || resource.kind === 'Rollout';
}

function replaceWorkload(
  resources: ApplicationResource[],
  change: Partial<ApplicationResource>,
): ApplicationResource[] {
  return resources.map(each =>
    isWorkload(each) ? { ...each, ...change } : each,
  );
}

/** The trouble of the module as the Application tells it. */
function troubled(
  placement: Placement,
  status: ApplicationStatus,
): ApplicationStatus {
  const { replicas } = placement.module;
  const withHealth = (health: Health, sinceMs: number): ApplicationStatus => ({
    ...status,
    health: {
      status: health.status,
      lastTransitionTime: placement.ago(sinceMs),
    },
    resources: replaceWorkload(status.resources, { health }),
  });
  if (placement.has('degraded')) {
    const message =
      `${placement.module.workload} "${placement.name}" exceeded its progress deadline: ` +
      `0 of ${replicas} pods are ready, CrashLoopBackOff`;
    return withHealth({ status: 'Degraded', message }, DEGRADED_MS);
  }
  if (placement.has('progressing')) {
    const message = `Waiting for rollout to finish: 1 out of ${replicas} new replicas have been updated...`;
    return withHealth({ status: 'Progressing', message }, 4 * MINUTE_MS);
  }
  if (placement.has('suspended')) {
    const message = `${placement.module.workload} is paused`;
    return withHealth({ status: 'Suspended', message }, 26 * HOUR_MS);
  }
  if (placement.has('outOfSync')) {
    return {
      ...status,
      sync: { ...status.sync, status: 'OutOfSync' },
      resources: status.resources.map(each =>
        each.kind === 'ConfigMap' ? { ...each, status: 'OutOfSync' } : each,
      ),
    };
  }
  if (placement.has('failedHook')) {
    const revision = status.operationState?.syncResult.revision ?? '';
    return {
      ...status,
      sync: { ...status.sync, status: 'OutOfSync', revision },
      resources: replaceWorkload(status.resources, { status: 'OutOfSync' }),
    };
  }
  return status;
}

/** The module's Application for a cluster; it lies where its Argo CD is. */
export function createApplication(
  placement: Placement,
  /** What it deploys. */
  synced: readonly KubeObject[],
): Application {
  const { name, cluster, ageMs, labels } = placement;
  const releases = placement.releases();
  const [release] = releases;
  const source = sourceOf(placement);
  const destination = destinationOf(placement);
  const resources = synced.map(toResource);
  const isManual = placement.has('suspended') || placement.has('outOfSync');
  const status = troubled(placement, {
    sync: {
      status: 'Synced',
      revision: release.revision,
      comparedTo: { source, destination },
    },
    health: {
      status: 'Healthy',
      lastTransitionTime: placement.ago(release.ageMs - MINUTE_MS),
    },
    resources,
    history: historyOf(placement, releases),
    operationState: operationOf(placement, release, resources),
    summary: { images: [release.image] },
    reconciledAt: placement.ago(
      placement.int(`reconciled/${name}`, 1, 175) * SECOND_MS,
    ),
    controllerNamespace: ARGOCD_NAMESPACE,
    sourceType: 'Kustomize',
  });
  const application: Application = placement.object(
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      name: applicationName(name, cluster.name),
      namespace: ARGOCD_NAMESPACE,
      ageMs,
      generation: placement.int(`generation/${name}`, 800, 9_000),
      labels: {
        ...labels,
        'orchestr8.io/environment': cluster.environment,
        'backstage.io/kubernetes-id': name,
      },
      annotations: {
        'argocd.argoproj.io/sync-wave': '10',
        'argocd.argoproj.io/manifest-generate-paths': '/deploy',
      },
      finalizers: ['resources-finalizer.argocd.argoproj.io'],
    },
    {
      spec: {
        project: name,
        source,
        destination,
        revisionHistoryLimit: HISTORY_LIMIT,
        syncPolicy: {
          automated: { enabled: !isManual, prune: true, selfHeal: true },
          syncOptions: ['ServerSideApply=true', 'PruneLast=true'],
          retry: {
            limit: 5,
            backoff: { duration: '5s', factor: 2, maxDuration: '3m' },
          },
        },
        ignoreDifferences: [
          {
            group: 'apps',
            kind: 'Deployment',
            jsonPointers: ['/spec/replicas'],
          },
        ],
      },
      status,
    },
  );
  return withManagedFields(application, placement);
}

function withManagedFields(
  application: Application,
  placement: Placement,
): Application {
  const { spec, status, metadata } = application;
  const { labels, annotations } = metadata;
  const entry = (manager: string, time: string, fields: object) => ({
    manager,
    operation: manager === 'argocd-controller' ? 'Apply' : 'Update',
    apiVersion: application.apiVersion,
    time,
    fieldsType: 'FieldsV1',
    fieldsV1: fieldsOf(fields),
  });
  return {
    ...application,
    metadata: {
      ...metadata,
      managedFields: [
        entry('argocd-controller', metadata.creationTimestamp, {
          metadata: { labels, annotations },
          spec,
        }),
        entry('argocd-application-controller', placement.ago(MINUTE_MS), {
          status,
        }),
      ],
    },
  };
}
