import { KEPT } from '../emitters/annotations';
import { moduleObjects } from '../emitters/moduleObjects';
import type { ModuleContext } from '../emitters/types';
import type { Manifest } from '../types';
import { clusterDirectory } from './paths';
import { planEntry } from './planEntry';
import type { Loss } from './findLostVolumes';

/** Where a spec decides over the kinds that keep data. */
const DECIDED: Record<string, string> = {
  Schedule: 'spec.recovery',
  Cluster: 'spec.data.postgresql',
  Database: 'spec.data.postgresql',
  DatabaseRole: 'spec.data.postgresql',
  ObjectStore: 'spec.data.postgresql',
  KafkaTopic: 'spec.events.publishes',
  Stream: 'spec.events.publishes',
};

type Context = Pick<ModuleContext, 'spec' | 'zone' | 'placements'>;

/**
 * Objects that keep data where a module stays, and are not written there any more. The
 * annotation says what they are, so that those of a new emitter are among them.
 */
export function findLostObjects(former: Context, next: Context): Loss[] {
  const there = listObjects(next);
  const stays = new Set(next.placements.map(({ cluster }) => cluster.name));
  return [...listObjects(former)]
    .filter(([key, { cluster }]) => !there.has(key) && stays.has(cluster))
    .map(([, { object, cluster }]) => ({
      path: DECIDED[object.kind] ?? 'spec',
      message: `drops ${describe(object)} on "${cluster}"`,
    }));
}

/** The objects that keep data of a module on a cluster, as people call them. */
export function listGuarded(context: Context, cluster: string): string[] {
  return [...listObjects(context).values()]
    .filter(each => each.cluster === cluster)
    .map(({ object }) => describe(object));
}

function listObjects(
  context: Context,
): Map<string, { object: Manifest; cluster: string }> {
  const { spec, placements } = context;
  const whole = { ...context, edges: [], hosts: [], notes: [] };
  const files = planEntry(whole);
  const found = placements.flatMap(({ cluster: { name: cluster } }) => {
    const directory = clusterDirectory(spec.metadata.name, cluster);
    return [
      ...files.filter(({ path }) => path.startsWith(`${directory}/`)),
      ...moduleObjects(whole),
    ].flatMap(({ objects }) => objects.map(object => ({ object, cluster })));
  });
  return new Map(
    found
      .filter(({ object }) => isGuarded(object))
      .map(each => [`${each.cluster} ${toKey(each.object)}`, each]),
  );
}

/** Volumes are compared by what the spec says of them, which tells more. */
function isGuarded({ kind, metadata: { annotations = {} } }: Manifest) {
  return (
    kind !== 'PersistentVolumeClaim' &&
    Object.entries(KEPT).every(([key, value]) => annotations[key] === value)
  );
}

function toKey({ apiVersion, kind, metadata }: Manifest): string {
  return [
    apiVersion.split('/')[0],
    kind,
    metadata.namespace,
    metadata.name,
  ].join(' ');
}

function describe({ kind, metadata: { name, namespace } }: Manifest): string {
  return `${kind} "${namespace ? `${namespace}/` : ''}${name}"`;
}
