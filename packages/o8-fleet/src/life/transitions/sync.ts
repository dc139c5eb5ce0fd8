import {
  type Application,
  type ApplicationResource,
} from '../../content/objects/Application';
import { HISTORY_LIMIT } from '../../content/Placement';

const DEPLOYMENT = { group: 'apps', kind: 'Deployment' };

function withResources(
  application: Application,
  change: (resource: ApplicationResource) => ApplicationResource,
): ApplicationResource[] {
  return application.status.resources.map(change);
}

/** One resource on the cluster is no longer as the repository says. */
export function drift(application: Application): Application {
  const { resources, sync } = application.status;
  const drifting =
    resources.find(({ kind }) => kind === 'ConfigMap') ?? resources[0];
  return {
    ...application,
    status: {
      ...application.status,
      sync: { ...sync, status: 'OutOfSync' },
      resources: withResources(application, each =>
        each === drifting ? { ...each, status: 'OutOfSync' } : each,
      ),
    },
  };
}

/** Argo CD put things right: a partial sync, of which its history says nothing. */
export function selfHeal(application: Application, time: string): Application {
  const { status } = application;
  const { revision } = status.sync;
  const source = application.spec.source;
  const healed = status.resources
    .filter(each => each.status === 'OutOfSync')
    .map(({ group, version, kind, namespace, name }) => ({
      group,
      version,
      kind,
      namespace,
      name,
      status: 'Synced',
      hookPhase: 'Running',
      syncPhase: 'Sync',
      message: `${kind.toLocaleLowerCase('en-US')}/${name} serverside-applied`,
    }));
  return {
    ...application,
    status: {
      ...status,
      sync: { ...status.sync, status: 'Synced' },
      resources: withResources(application, each => ({
        ...each,
        status: 'Synced',
      })),
      operationState: {
        operation: {
          sync: { revision, prune: true },
          initiatedBy: { automated: true },
        },
        phase: 'Succeeded',
        message: 'successfully synced (all tasks run)',
        startedAt: time,
        finishedAt: time,
        syncResult: { revision, source, resources: healed },
      },
    },
  };
}

/** What is deployed next. */
export interface NextRelease {
  revision: string;
  image: string;
  /** Who asked for it; Argo CD itself where nobody did. */
  username?: string;
}

/** A new commit is there and Argo CD has begun to apply it. */
export function beginSync(
  application: Application,
  next: NextRelease,
  time: string,
): Application {
  const { status } = application;
  const { revision } = next;
  return {
    ...application,
    status: {
      ...status,
      sync: { ...status.sync, status: 'OutOfSync', revision },
      resources: withResources(application, each =>
        isWorkload(each) ? { ...each, status: 'OutOfSync' } : each,
      ),
      operationState: {
        operation: {
          sync: { revision, prune: true },
          initiatedBy: initiatorOf(next),
        },
        phase: 'Running',
        message: `waiting for healthy state of ${workloadOf(application)}`,
        startedAt: time,
        syncResult: {
          revision,
          source: application.spec.source,
          resources: [],
        },
      },
    },
  };
}

/** All is applied; the pods are still coming up. */
export function finishSync(
  application: Application,
  next: NextRelease,
  time: string,
): Application {
  const { status, spec } = application;
  const { revision, image } = next;
  const previous = status.history[status.history.length - 1];
  const startedAt = status.operationState?.startedAt ?? time;
  const message = 'Waiting for rollout to finish: new replicas are updated...';
  const { source } = spec;
  return {
    ...application,
    status: {
      ...status,
      sync: { ...status.sync, status: 'Synced', revision },
      health: { status: 'Progressing', lastTransitionTime: time },
      resources: withResources(application, each => ({
        ...each,
        status: 'Synced',
        ...(isWorkload(each) && { health: { status: 'Progressing', message } }),
      })),
      history: [
        ...status.history,
        {
          id: (previous?.id ?? -1) + 1,
          revision,
          deployStartedAt: startedAt,
          deployedAt: time,
          source,
          initiatedBy: initiatorOf(next),
        },
      ].slice(-HISTORY_LIMIT),
      summary: { images: [image] },
      operationState: {
        operation: {
          sync: { revision, prune: true },
          initiatedBy: initiatorOf(next),
        },
        phase: 'Succeeded',
        message: 'successfully synced (all tasks run)',
        startedAt,
        finishedAt: time,
        syncResult: { revision, source, resources: [] },
      },
    },
  };
}

/** The group and kind of what runs the pods. */
function workloadOf(application: Application): string {
  const { group, kind } =
    application.status.resources.find(isWorkload) ?? DEPLOYMENT;
  return `${group}/${kind}`;
}

/** A resource that runs pods. */
export function isWorkload({ kind }: { kind: string }): boolean {
  return kind === 'Deployment' || kind === 'Rollout';
}

function initiatorOf(next: NextRelease) {
  return next.username ? { username: next.username } : { automated: true };
}
