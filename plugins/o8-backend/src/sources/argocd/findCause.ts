import type { Application } from './applicationSchema';
import { hideSecrets } from '../hideSecrets';
import { toTime } from '../toTime';

const MAX_MESSAGE = 500;
// It repeats in general words what the operation says of the object that failed.
const SYNC_ERROR = 'SyncError';

/** An object of the destination, as the Application names it. */
export interface CauseObject {
  apiVersion: string;
  kind: string;
  namespace: string | null;
  name: string;
}

/** Why an Application is not well. */
export interface Cause {
  type: 'resource' | 'condition' | 'operation' | 'drift';
  reason: string;
  message: string;
  object: CauseObject | null;
  since: string | null;
}

/**
 * The cause that explains most: what could not be compared at all, then what failed
 * while it was deployed, then the object that is not healthy, then what differs. Null
 * if nothing is wrong, or nothing says why.
 */
export function findCause(application: Application): Cause | null {
  const { status } = application;
  return (
    findCondition(status, type => type !== SYNC_ERROR) ??
    findOperation(status) ??
    findCondition(status, type => type === SYNC_ERROR) ??
    findUnhealthy(status) ??
    findDifference(status)
  );
}

type Status = Application['status'];

function findCondition(
  { conditions }: Status,
  matches: (type: string) => boolean,
): Cause | null {
  const error = conditions.find(
    ({ type }) => type.endsWith('Error') && matches(type),
  );
  return error
    ? {
        type: 'condition',
        reason: error.type,
        message: cut(error.message),
        object: null,
        since: toTime(error.lastTransitionTime),
      }
    : null;
}

function findOperation({ operationState }: Status): Cause | null {
  const { phase, message, finishedAt, syncResult } = operationState;
  if (phase !== 'Failed' && phase !== 'Error') {
    return null;
  }
  const failed = syncResult.resources.find(
    ({ hookPhase, status }) =>
      hookPhase === 'Failed' ||
      hookPhase === 'Error' ||
      status === 'SyncFailed',
  );
  return {
    type: 'operation',
    reason: failed?.hookType ? `${failed.hookType} hook` : phase,
    message: cut(failed?.message ?? message),
    object: failed ? toObject(failed) : null,
    since: toTime(finishedAt),
  };
}

const UNHEALTHY = ['Degraded', 'Missing', 'Suspended', 'Progressing'];

function findUnhealthy({ resources, health }: Status): Cause | null {
  const found = UNHEALTHY.flatMap(state =>
    resources.filter(resource => resource.health.status === state),
  )[0];
  if (found) {
    return {
      type: 'resource',
      reason: found.health.status ?? '',
      message: cut(found.health.message ?? health.message),
      object: toObject(found),
      since: null,
    };
  }
  return health.status && UNHEALTHY.includes(health.status) && health.message
    ? {
        type: 'resource',
        reason: health.status,
        message: cut(health.message),
        object: null,
        since: null,
      }
    : null;
}

function findDifference({ resources, sync }: Status): Cause | null {
  if (sync.status !== 'OutOfSync') {
    return null;
  }
  const differing = resources.filter(({ status }) => status === 'OutOfSync');
  const [first] = differing;
  return first
    ? {
        type: 'drift',
        reason: String(differing.length),
        message: differing
          .slice(0, 5)
          .map(({ kind, name }) => `${kind} ${name}`)
          .join(', '),
        object: toObject(first),
        since: null,
      }
    : null;
}

function toObject(object: {
  group?: string;
  version?: string;
  kind: string;
  namespace?: string;
  name: string;
}): CauseObject {
  const { group, version = 'v1', kind, namespace, name } = object;
  return {
    apiVersion: group ? `${group}/${version}` : version,
    kind,
    namespace: namespace ?? null,
    name,
  };
}

function cut(message = ''): string {
  const text = hideSecrets(message);
  return text.length > MAX_MESSAGE
    ? `${text.slice(0, MAX_MESSAGE - 1)}…`
    : text;
}
