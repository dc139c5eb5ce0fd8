import type { ApplicationResource } from '../../content/objects/Application';
import type { KubeObject, ObjectStore } from '../../types';
import { healthOf } from '../compare';
import { isHealthIgnored } from '../tracking';
import type { ApplicationSpec } from './ApplicationSpec';
import { healthOfResources, type NextStatus, type Status } from './buildStatus';
import { revisionFields, sourceFields } from './Origin';

/**
 * The status of an Application that could not be compared: the last good state stays
 * deployed, and its health goes on being told.
 */
export function problemStatus(
  before: Status,
  problem: {
    message: string;
    revisions?: readonly string[];
    store?: ObjectStore;
  },
  spec: ApplicationSpec | undefined,
): NextStatus {
  const { message, revisions, store } = problem;
  const resources = (before.resources ?? []).map(each =>
    refreshed(each, store),
  );
  const isKnown = resources.length > 0;
  const { sourceType, sourceTypes } = before;
  return {
    ...(sourceType !== undefined && { sourceType }),
    ...(sourceTypes && { sourceTypes }),
    sync: {
      status: 'Unknown',
      ...(revisions && spec
        ? revisionFields({ ...spec, revisions })
        : knownRevisions(before)),
      comparedTo: {
        ...(spec && spec.sources.length > 0 && sourceFields(spec)),
        destination: spec?.destination ?? {},
      },
    },
    resources,
    healthStatus: isKnown
      ? healthOfResources(resources, each => isCounted(each, store))
      : 'Unknown',
    conditions: [{ type: 'ComparisonError', message }],
  };
}

function liveOf(
  resource: ApplicationResource,
  store: ObjectStore | undefined,
): KubeObject | undefined {
  const { namespace, name } = resource;
  return store?.get(resource, namespace || undefined, name);
}

function isCounted(
  resource: ApplicationResource,
  store: ObjectStore | undefined,
): boolean {
  const live = liveOf(resource, store);
  return !live || !isHealthIgnored(live);
}

function refreshed(
  resource: ApplicationResource,
  store: ObjectStore | undefined,
): ApplicationResource {
  const live = liveOf(resource, store);
  const health = live && healthOf(live);
  return health ? { ...resource, health } : resource;
}

function knownRevisions({ sync }: Status) {
  return sync?.revisions
    ? { revisions: sync.revisions }
    : { revision: sync?.revision ?? '' };
}
