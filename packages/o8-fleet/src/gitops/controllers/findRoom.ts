import type { KubeObject, ObjectStore } from '../../types';
import { KINDS } from '../kinds';
import { isRecord } from '../render/parseManifests';
import { listIn } from '../sync';
import { hasEnded } from './createPod';
import { controllerUidOf } from './ownedIn';

/** Without a quota: a demo on a laptop has no nodes for more. */
const MAX_PODS = 50;
/** Also where a quota would allow more. */
const MAX_PODS_WITH_QUOTA = 500;
const FIELDS = ['pods', 'count/pods'];
const SUFFIXES: Record<string, number> = { '': 1, k: 1e3, M: 1e6, Ki: 1024 };

/** How many pods an owner may still create, and what is said of the others. */
export function findRoom(
  store: ObjectStore,
  options: {
    /** Of the pods: a ReplicaSet or a Job. */
    owner: KubeObject;
    /** The Deployment of the ReplicaSet; of a Job it is the Job itself. */
    workload: KubeObject;
  },
): { pods: number; refusal: string } {
  const { owner, workload } = options;
  const { name, namespace = '' } = owner.metadata;
  const all = listIn(store, KINDS.pod, namespace);
  // What has ended counts no more.
  const used = all.filter(pod => !hasEnded(pod)).length;
  const quotas = listIn(store, KINDS.resourceQuota, namespace)
    .flatMap(quota => limitsOf(quota).map(limit => ({ ...limit, quota })))
    .sort((a, b) => a.pods - b.pods);
  const max = quotas.length > 0 ? MAX_PODS_WITH_QUOTA : MAX_PODS;
  const own = max - countOf(workload, store, all);
  const [least] = quotas;
  if (least && least.pods - used <= own) {
    const { quota, field, pods } = least;
    return {
      pods: Math.max(0, pods - used),
      refusal:
        `pods "${name}-" is forbidden: exceeded quota: ${quota.metadata.name}, ` +
        `requested: ${field}=1, used: ${field}=${Math.max(used, pods)}, ` +
        `limited: ${field}=${pods}`,
    };
  }
  return {
    pods: Math.max(0, own),
    refusal:
      `pods "${name}-" is forbidden: exceeded quota: the demo fleet runs at ` +
      `most ${max} pods of a ${workload.kind}`,
  };
}

/** Of all its ReplicaSets. */
function countOf(
  { metadata }: KubeObject,
  store: ObjectStore,
  pods: readonly KubeObject[],
): number {
  const sets = new Set<string | undefined>(
    listIn(store, KINDS.replicaSet, metadata.namespace ?? '')
      .filter(each => controllerUidOf(each) === metadata.uid)
      .map(each => each.metadata.uid),
  );
  return pods.filter(each => sets.has(controllerUidOf(each))).length;
}

function limitsOf({ spec }: KubeObject): { field: string; pods: number }[] {
  const hard = isRecord(spec) && isRecord(spec.hard) ? spec.hard : {};
  // A quota for some pods only would need their priorities and deadlines.
  if (isRecord(spec) && (spec.scopes || spec.scopeSelector)) return [];
  return FIELDS.flatMap(field => {
    const [, digits, suffix] =
      /^(\d+)(|k|M|Ki)$/.exec(`${hard[field] ?? ''}`) ?? [];
    return digits === undefined
      ? []
      : [{ field, pods: Number(digits) * SUFFIXES[suffix] }];
  });
}
