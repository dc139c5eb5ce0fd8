import type { ArgoCdDestination } from '../../types';
import { serverUrlOf, type ClusterProfile } from '../clusterProfiles';
import type { Scope } from '../Scope';

/** The clusters as the Argo CD of one of them knows them: itself, and those it deploys to. */
export function createDestinations(
  home: ClusterProfile,
  deployed: readonly Scope[],
): ArgoCdDestination[] {
  const others = deployed
    .map(({ cluster }) => cluster)
    .filter(({ name }) => name !== home.name);
  return [
    {
      name: 'in-cluster',
      server: 'https://kubernetes.default.svc',
      cluster: home.name,
      kubernetesVersion: home.kubernetesVersion,
    },
    ...others.map(({ name, environment, region, kubernetesVersion }) => ({
      name,
      server: serverUrlOf(name),
      cluster: name,
      kubernetesVersion,
      labels: {
        'orchestr8.io/environment': environment,
        'orchestr8.io/region': region,
      },
    })),
  ];
}
