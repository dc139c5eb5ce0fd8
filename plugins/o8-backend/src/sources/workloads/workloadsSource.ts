import { createSource } from '../createSource';
import { toDaemonSet, toReplicated } from './toWorkload';

/** What runs all the time: Deployments, StatefulSets and DaemonSets. */
export const workloadsSource = createSource({
  id: 'workloads',
  reach: 'placements',
  readings: [
    {
      group: 'apps',
      kind: 'Deployment',
      plural: 'deployments',
      fact: 'workload',
      read: object => ({ value: toReplicated(object) }),
    },
    {
      group: 'apps',
      kind: 'StatefulSet',
      plural: 'statefulsets',
      fact: 'workload',
      read: object => ({ value: toReplicated(object) }),
    },
    {
      group: 'apps',
      kind: 'DaemonSet',
      plural: 'daemonsets',
      fact: 'workload',
      read: object => ({ value: toDaemonSet(object) }),
    },
  ],
});
