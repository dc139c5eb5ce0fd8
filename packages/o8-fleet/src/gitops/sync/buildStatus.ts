import {
  ARGOCD_NAMESPACE,
  type ApplicationResource,
  type ApplicationStatus,
  type HistoryEntry,
  type OperationState,
} from '../../content/objects/Application';
import { formatTime, SECOND_MS } from '../../content/time';
import { isEqualJson } from '../../apiserver/store/isEqualJson';
import type { KubeObject } from '../../types';
import { healthOf, worstHealth, type ComparedTarget } from '../compare';
import { isRecord } from '../render/parseManifests';
import { idOf } from '../tracking';
import type { ObjectId } from '../types';
import { foreignMessage, type Operation } from './Operation';
import { revisionFields, sourceFields } from './Origin';

/** How old `reconciledAt` may be; Heartbeats write it too, at their own pace. */
const RECONCILED_MS = 60 * SECOND_MS;

/** Something that is said of an Application. */
export interface Condition {
  type: 'ComparisonError' | 'SyncError';
  message: string;
  lastTransitionTime?: string;
}

/** An Application with several sources has other fields than one with one. */
type OfSources<T extends { revision: string }> = Omit<T, 'revision'> & {
  revision?: string;
  revisions?: readonly string[];
  sources?: readonly object[];
};

type Deployment = OfSources<HistoryEntry>;

/** A status as GitOps writes it. */
export type Status = Partial<
  Omit<ApplicationStatus, 'sync' | 'history' | 'sourceType'>
> & {
  sync?: OfSources<ApplicationStatus['sync']>;
  history?: Deployment[];
  sourceType?: string;
  sourceTypes?: readonly string[];
  conditions?: Condition[];
};

/** The status that an object has. */
export function statusOf({ status }: KubeObject): Status {
  return isRecord(status) ? (status as Status) : {};
}

/** The resources of an Application that could be compared. */
export function toResources(
  compared: readonly ComparedTarget[],
  extraneous: readonly KubeObject[],
): ApplicationResource[] {
  return [
    ...compared.map(({ id, manifest, live, state, wave }) => {
      const missing = {
        status: 'Missing',
        ...(state === 'foreign' && { message: foreignMessage(id) }),
      };
      const isOurs = live && state !== 'foreign';
      return toResource(id, manifest.apiVersion, {
        status: state === 'same' ? 'Synced' : 'OutOfSync',
        wave,
        health: isOurs ? healthOf(live) : missing,
      });
    }),
    ...extraneous.map(live => ({
      ...toResource(idOf(live), live.apiVersion, {
        status: 'OutOfSync',
        wave: 0,
        health: healthOf(live),
      }),
      requiresPruning: true,
    })),
  ];
}

function toResource(
  id: ObjectId,
  apiVersion: string,
  rest: {
    status: 'Synced' | 'OutOfSync';
    wave: number;
    health: ApplicationResource['health'];
  },
): ApplicationResource {
  const { status, wave, health } = rest;
  return {
    group: id.group,
    version: apiVersion.split('/').pop() ?? '',
    kind: id.kind,
    namespace: id.namespace ?? '',
    name: id.name,
    status,
    ...(wave !== 0 && { syncWave: wave }),
    ...(health && { health }),
  };
}

/** The health of an Application from that of what it wants, and what is to count. */
export function healthOfResources(
  resources: readonly ApplicationResource[],
  isCounted: (resource: ApplicationResource, index: number) => boolean,
): string {
  const counted = resources.filter(
    (each: ApplicationResource & { requiresPruning?: boolean }, index) =>
      !each.requiresPruning && isCounted(each, index),
  );
  return worstHealth(counted.map(({ health }) => health?.status));
}

/** The images that a set of objects runs. */
export function imagesOf(compared: readonly ComparedTarget[]): string[] {
  const images = new Set<string>();
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    if (!isRecord(value)) return;
    for (const [field, child] of Object.entries(value)) {
      const isList = field === 'containers' || field === 'initContainers';
      if (isList && Array.isArray(child)) {
        for (const each of child) {
          if (isRecord(each) && typeof each.image === 'string') {
            images.add(each.image);
          }
        }
      } else walk(child);
    }
  };
  compared.forEach(({ manifest }) => walk(manifest.spec));
  return [...images].sort();
}

/** An operation as the status tells it. */
export function toOperationState(
  operation: Operation,
  retry: unknown,
): OperationState {
  const { phase, message, finishedAt, results, options } = operation;
  const { origin, prune, startedAt, manual } = options;
  return {
    operation: manual?.operation ?? {
      sync: { ...revisionFields(origin), ...(prune && { prune }) },
      initiatedBy: { automated: true },
      ...(isRecord(retry) && { retry: { limit: retry.limit } }),
    },
    phase,
    message,
    startedAt: formatTime(startedAt),
    ...(finishedAt && { finishedAt: formatTime(finishedAt) }),
    syncResult: {
      // Argo CD has it always, and empty beside several.
      revision: '',
      ...revisionFields(origin),
      ...sourceFields(origin),
      resources: results.map(({ id, version, hookPhase, ...rest }) => ({
        group: id.group,
        version,
        kind: id.kind,
        namespace: id.namespace ?? '',
        name: id.name,
        ...rest,
        ...(hookPhase
          ? { hookType: 'PreSync', hookPhase, syncPhase: 'PreSync' }
          : {
              hookPhase: rest.status === 'SyncFailed' ? 'Failed' : 'Running',
              syncPhase: 'Sync',
            }),
      })),
    },
  };
}

/** The history with a sync that succeeded; one that deployed nothing new is none. */
export function withDeployment(
  history: readonly Deployment[],
  operation: Operation,
  limit: number,
): Deployment[] {
  const { origin, startedAt, manual } = operation.options;
  const from = { ...revisionFields(origin), ...sourceFields(origin) };
  const last = history[history.length - 1];
  if (manual?.isPartial || manual?.isDryRun) return [...history];
  if (last) {
    const { revision, revisions, source, sources } = last;
    const known = {
      ...(revisions ? { revisions } : { revision }),
      ...(sources ? { source, sources } : { source }),
    };
    if (isEqualJson(known, from)) return [...history];
  }
  const entry: Deployment = {
    id: last ? last.id + 1 : 0,
    ...from,
    deployStartedAt: formatTime(startedAt),
    deployedAt: formatTime(operation.finishedAt ?? startedAt),
    initiatedBy: manual?.initiatedBy ?? { automated: true },
  };
  return limit > 0 ? [...history, entry].slice(-limit) : [];
}

/** What is to be told; times and health are filled in. */
export type NextStatus = Omit<Status, 'health'> & { healthStatus: string };

/** The next status, or undefined if there is nothing new to tell. */
export function nextStatus(
  before: Status,
  next: NextStatus,
  now: Date,
): Status | undefined {
  const time = formatTime(now);
  const { healthStatus, conditions = [], ...rest } = next;
  const { conditions: old = [], reconciledAt, ...told } = before;
  // One that has got several sources, or has one left, is of other types now.
  const { sourceType: _, sourceTypes: __, ...others } = told;
  const isSame = before.health?.status === healthStatus;
  const candidate: Status = {
    ...others,
    ...rest,
    health: {
      status: healthStatus,
      lastTransitionTime: isSame ? before.health?.lastTransitionTime : time,
    },
    ...(conditions.length > 0 && {
      conditions: conditions.map(({ type, message }) => {
        const known = old.find(
          each => each.type === type && each.message === message,
        );
        return known ?? { type, message, lastTransitionTime: time };
      }),
    }),
    controllerNamespace: ARGOCD_NAMESPACE,
  };
  const isFresh =
    now.getTime() - Date.parse(reconciledAt ?? '') < RECONCILED_MS;
  const { reconciledAt: ___, ...compared } = before;
  if (isFresh && isEqualJson(candidate, compared)) return undefined;
  return { ...candidate, reconciledAt: time };
}
