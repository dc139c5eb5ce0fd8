import { bindShared } from '../bindShared';
import { createSource, type Reading } from '../createSource';
import { toClusterPolicy, toPolicy } from './toPolicy';

const reading = (toValue: typeof toPolicy): Pick<Reading, 'fact' | 'read'> => ({
  fact: 'policy',
  read: (object, context) => ({
    // They are the platform's, and for every namespace of the cluster.
    ...bindShared(object, context),
    value: toValue(object),
  }),
});

/** What Kyverno checks, by its new API and by the one that many clusters still have. */
export const policiesSource = createSource({
  id: 'policies',
  reach: 'placements',
  readings: [
    {
      group: 'policies.kyverno.io',
      kind: 'ValidatingPolicy',
      plural: 'validatingpolicies',
      ...reading(toPolicy),
    },
    {
      group: 'policies.kyverno.io',
      kind: 'ImageValidatingPolicy',
      plural: 'imagevalidatingpolicies',
      ...reading(toPolicy),
    },
    {
      group: 'kyverno.io',
      kind: 'ClusterPolicy',
      plural: 'clusterpolicies',
      ...reading(toClusterPolicy),
    },
  ],
});
