import type {
  KnownFact,
  KubernetesObject,
} from '@orchestr8/backstage-plugin-o8-node';
import { toFactRows } from '../../facts/toFactRows';
import { builtInSources } from '../../sources';
import { NOW } from '../../sources/__testUtils__';
import { toDbFact, toKnownFact } from '../../store/FactRow';

/**
 * What the sources of this plugin say of objects, as assessors get it from the store.
 * Keys are the clusters that hold the objects.
 */
export function toKnownFacts(
  objects: Record<string, KubernetesObject[]>,
): KnownFact[] {
  const clusters = ['eu-1', 'us-1', 'mgmt'];
  return Object.entries(objects).flatMap(([cluster, held]) =>
    held.flatMap(object => {
      const [group] = object.apiVersion.includes('/')
        ? object.apiVersion.split('/')
        : [''];
      const kindKey = `${group}/${object.kind}`;
      const { rows, unreadable } = toFactRows({
        object,
        kindKey,
        sources: builtInSources.filter(({ kinds }) =>
          kinds.some(kind => `${kind.group}/${kind.kind}` === kindKey),
        ),
        context: {
          cluster,
          resolveCluster: name => (clusters.includes(name) ? name : null),
        },
        ownership: { platformNamespaces: new Set(['argocd', 'velero']) },
      });
      if (unreadable.length) {
        throw new Error(JSON.stringify(unreadable));
      }
      return rows.map(row => toKnownFact(toDbFact(row, NOW)));
    }),
  );
}
