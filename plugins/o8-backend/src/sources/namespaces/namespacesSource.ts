import type { KnownFact, Source } from '@orchestr8/backstage-plugin-o8-node';
import { toTime } from '../toTime';

const ENFORCE = 'pod-security.kubernetes.io/enforce';

/** What is kept of a Namespace: `namespaces.namespace`. */
export type NamespaceValue = {
  /** The level of Pod Security that is enforced; null if none is. */
  enforce: string | null;
  /** Of which Kubernetes version; null is the cluster's own. */
  enforceVersion: string | null;
  /** Nothing from before can hold what is in it; null if that is not known. */
  createdAt: string | null;
};

/** Namespaces: whose they are, and the level of Pod Security that they enforce. */
export const namespacesSource: Source = {
  id: 'namespaces',
  kinds: [{ group: '', kind: 'Namespace', plural: 'namespaces' }],
  reach: 'placements',
  toFacts({ metadata }, { cluster }) {
    const { name } = metadata;
    // An exported object may have `labels:` with nothing behind it.
    const labels = metadata.labels ?? {};
    const value: NamespaceValue = {
      enforce: labels[ENFORCE] ?? null,
      enforceVersion: labels[`${ENFORCE}-version`] ?? null,
      createdAt: toTime(metadata.creationTimestamp),
    };
    return [
      {
        type: 'namespaces.namespace',
        subject: { cluster, namespace: name },
        // One that is being deleted is on its way out: it places nothing.
        places: !metadata.deletionTimestamp,
        value,
      },
    ];
  },
};

/** The value of a `namespaces.namespace` as a type. */
export function readNamespace(fact: KnownFact): NamespaceValue {
  // Facts that were stored by an older version have no `createdAt`.
  return {
    createdAt: null,
    ...(fact.value as Omit<NamespaceValue, 'createdAt'>),
  };
}
