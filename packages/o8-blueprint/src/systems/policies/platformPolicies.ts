import type { LandingZone } from '@orchestr8/backstage-plugin-o8-common';
import type { Manifest, PlannedFile } from '../../types';
import { signedImages } from './signedImages';
import { encryptedVolumes } from './storagePolicy';
import { labelledPods, pinnedImages, restrictedPods } from './workloadPolicies';

type Cluster = LandingZone['spec']['clusters'][number];

/**
 * The policies of a landing zone, once for each cluster and for all modules on it. The
 * platform team applies them: they belong to no module, and no module may change them.
 */
export function planPlatformPolicies(zone: LandingZone): PlannedFile[] {
  return zone.spec.policies
    ? zone.spec.clusters.map(cluster => ({
        path: pathOf(cluster.name),
        objects: listPolicies(zone, cluster),
      }))
    : [];
}

/** The policies of one cluster; none without an engine. */
export function listPolicies(zone: LandingZone, cluster: Cluster): Manifest[] {
  const { policies } = zone.spec;
  if (!policies) {
    return [];
  }
  const action = isRefused(zone, cluster) ? 'Deny' : 'Audit';
  const { encryptedStorageClasses: classes } = policies;
  return [
    restrictedPods(),
    labelledPods(),
    pinnedImages(zone, action),
    ...signedImages(zone, action),
    ...(classes ? [encryptedVolumes(classes, action)] : []),
  ];
}

/** Whether a cluster refuses what is against a policy. */
export function isRefused(
  { spec }: LandingZone,
  { environment }: Pick<Cluster, 'environment'>,
): boolean {
  return spec.policies?.mode === 'deny' && environment === 'production';
}

/** How an administrator begins with them; nothing without an engine. */
export function describePlatformPolicies(zone: LandingZone): string {
  if (!zone.spec.policies) {
    return '';
  }
  return `
## Policies

What Kyverno judges in the namespaces of all modules. Modules have nothing but exceptions from them, in their
entries, each with who answers for it and its end. On each cluster (${zone.spec.clusters
    .map(({ name }) => `\`${name}\``)
    .join(', ')}), with its own file:

\`\`\`sh
kubectl --context <cluster> apply -f bootstrap/clusters/<cluster>/policies.yaml
\`\`\`

Kyverno has to be started with \`--enablePolicyException=true --exceptionNamespace=*\` to read exceptions where they
are. Only this repository may write them: the projects of modules do not allow the kind.
`;
}

function pathOf(cluster: string): string {
  return `bootstrap/clusters/${cluster}/policies.yaml`;
}
