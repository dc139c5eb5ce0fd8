import type { ApplicationResource } from '../../content/objects/Application';
import type { ObjectStore } from '../../types';
import { healthOf } from '../compare';
import type { ApplicationSpec } from './ApplicationSpec';
import { healthOfResources, type NextStatus, type Status } from './buildStatus';

/**
 * The status of an Application that could not be compared: the last good state stays
 * deployed, and its health goes on being told.
 */
export function problemStatus(
  before: Status,
  problem: { message: string; revision?: string; store?: ObjectStore },
  spec: ApplicationSpec | undefined,
): NextStatus {
  const { message, revision, store } = problem;
  const resources = (before.resources ?? []).map(each =>
    refreshed(each, store),
  );
  const isKnown = resources.length > 0;
  return {
    sync: {
      status: 'Unknown',
      revision: revision ?? before.sync?.revision ?? '',
      comparedTo: {
        ...(spec?.source && { source: spec.source }),
        destination: spec?.destination ?? {},
      },
    },
    resources,
    healthStatus: isKnown ? healthOfResources(resources) : 'Unknown',
    conditions: [{ type: 'ComparisonError', message }],
  };
}

function refreshed(
  resource: ApplicationResource,
  store: ObjectStore | undefined,
): ApplicationResource {
  const { namespace, name } = resource;
  const live = store?.get(resource, namespace || undefined, name);
  const health = live && healthOf(live);
  return health ? { ...resource, health } : resource;
}
