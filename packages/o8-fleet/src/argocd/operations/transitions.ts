import { formatTime } from '../../content/time';
import { HISTORY_LIMIT } from '../../content/Placement';
import type { KubeObject } from '../../types';
import {
  partsOf,
  type AskedOperation,
  type ResourceStatus,
} from '../applications/applicationParts';

type Status = ReturnType<typeof partsOf>['status'];

/** A resource as the result of a sync tells it. */
export interface ResourceResult {
  group?: string;
  version: string;
  kind: string;
  namespace?: string;
  name: string;
  hookPhase?: string;
  [field: string]: unknown;
}

/** Its controller has begun. */
export function begin(application: KubeObject, now: Date): KubeObject {
  const { spec, status, operation } = partsOf(application);
  const source = operation?.sync?.source ?? spec.source;
  return {
    ...application,
    status: {
      ...status,
      operationState: {
        operation,
        phase: 'Running',
        message: 'waiting for completion of the sync tasks',
        startedAt: formatTime(now),
        syncResult: {
          revision: revisionOf(application),
          ...(source && { source }),
          resources: [],
        },
      },
    },
  };
}

/** Somebody has ended it before its time; what was applied stays. */
export function terminated(application: KubeObject, now: Date): KubeObject {
  return end(application, now, {
    phase: 'Failed',
    message: 'Operation terminated',
    resources: [],
  });
}

/** A hook that failed the last time fails again. */
export function failedAgain(
  application: KubeObject,
  now: Date,
  hooks: readonly ResourceResult[],
): KubeObject {
  return end(application, now, {
    phase: 'Failed',
    message: 'one or more synchronization tasks completed unsuccessfully',
    resources: hooks,
  });
}

/** Everything that was asked for is applied; of a dry run nothing is. */
export function succeeded(application: KubeObject, now: Date): KubeObject {
  const { status, operation = {} } = partsOf(application);
  const { dryRun, resources: chosen } = operation.sync ?? {};
  const resources = status.resources ?? [];
  const touched = resources.filter(each => isChosen(each, operation));
  const results = touched.map(each => toResult(each, Boolean(dryRun)));
  const ended = end(application, now, {
    phase: 'Succeeded',
    message: 'successfully synced (all tasks run)',
    resources: results,
  });
  if (dryRun) return ended;
  const synced = resources.map(each =>
    touched.includes(each) ? { ...each, status: 'Synced' } : each,
  );
  const isSynced = synced.every(each => each.status === 'Synced');
  const deployment = chosen?.length
    ? {}
    : { history: withDeployment(application, now) };
  return {
    ...ended,
    status: {
      ...partsOf(ended).status,
      ...deployment,
      sync: {
        ...status.sync,
        ...(!chosen?.length && { revision: revisionOf(application) }),
        status: isSynced ? 'Synced' : 'OutOfSync',
      },
      resources: synced,
      reconciledAt: formatTime(now),
    },
  };
}

function end(
  application: KubeObject,
  now: Date,
  result: {
    phase: string;
    message: string;
    resources: readonly ResourceResult[];
  },
): KubeObject {
  const { operation, ...rest } = application;
  const { spec, status } = partsOf(application);
  const { phase, message, resources } = result;
  const asked = operation as AskedOperation | undefined;
  const source = asked?.sync?.source ?? spec.source;
  return {
    ...rest,
    status: {
      ...status,
      operationState: {
        ...status.operationState,
        phase,
        message,
        finishedAt: formatTime(now),
        syncResult: {
          revision: revisionOf(application),
          ...(source && { source }),
          resources,
        },
      },
    },
  } as KubeObject;
}

function revisionOf(application: KubeObject): string {
  const { status, operation } = partsOf(application);
  return operation?.sync?.revision ?? status.sync?.revision ?? '';
}

function isChosen(resource: ResourceStatus, { sync }: AskedOperation): boolean {
  const chosen = sync?.resources ?? [];
  return (
    chosen.length === 0 ||
    chosen.some(
      ({ group = '', kind, name, namespace = '' }) =>
        group === (resource.group ?? '') &&
        kind === resource.kind &&
        name === resource.name &&
        (namespace === '' || namespace === resource.namespace),
    )
  );
}

function toResult(resource: ResourceStatus, isDry: boolean): ResourceResult {
  const { group, version, kind, namespace, name } = resource;
  const what = `${kind.toLocaleLowerCase('en-US')}/${name}`;
  return {
    ...(group && { group }),
    version,
    kind,
    ...(namespace && { namespace }),
    name,
    status: 'Synced',
    hookPhase: 'Running',
    syncPhase: 'Sync',
    message: `${what} serverside-applied${isDry ? ' (dry run)' : ''}`,
  };
}

/** One that deploys what is there already is no deployment. */
function withDeployment(application: KubeObject, now: Date): Status['history'] {
  const { spec, status, operation } = partsOf(application);
  const history = status.history ?? [];
  const last = history[history.length - 1];
  const revision = revisionOf(application);
  if (last?.revision === revision) return history;
  const time = formatTime(now);
  const started = status.operationState?.startedAt ?? time;
  return [
    ...history,
    {
      id: (last?.id ?? -1) + 1,
      revision,
      deployStartedAt: started,
      deployedAt: time,
      source: operation?.sync?.source ?? spec.source,
      initiatedBy: operation?.initiatedBy ?? {},
    },
  ].slice(-HISTORY_LIMIT);
}
