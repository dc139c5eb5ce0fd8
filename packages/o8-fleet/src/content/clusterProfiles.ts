/** What a cluster is for and how it is reached. */
export interface ClusterProfile {
  name: string;
  region: string;
  role: 'management' | 'workload';
  environment: 'production' | 'staging';
  kubernetesVersion: string;
  /** The cluster whose Argo CD deploys to it. */
  deployedBy: string;
  /** The API of the policy reports that it serves. */
  reports?: 'wgpolicyk8s.io' | 'openreports.io';
}

/** The cluster with the Argo CD of all production clusters. */
export const HUB = 'hub';

const hub: ClusterProfile = {
  name: HUB,
  region: 'eu-west-1',
  role: 'management',
  environment: 'production',
  kubernetesVersion: 'v1.36.3',
  deployedBy: HUB,
};

function production(name: string, region: string): ClusterProfile {
  return {
    name,
    region,
    role: 'workload',
    environment: 'production',
    kubernetesVersion: 'v1.36.3',
    deployedBy: HUB,
    reports: 'wgpolicyk8s.io',
  };
}

const stage: ClusterProfile = {
  name: 'stage-1',
  region: 'eu-central-1',
  role: 'workload',
  environment: 'staging',
  kubernetesVersion: 'v1.36.3',
  deployedBy: 'stage-1',
  reports: 'openreports.io',
};

const FIRST: readonly ClusterProfile[] = [
  hub,
  production('eu-1', 'eu-west-1'),
  production('us-1', 'us-east-1'),
  stage,
];

const REGIONS = ['ap-southeast-1', 'sa-east-1', 'ca-central-1', 'eu-north-1'];

/** The first `count` clusters; beyond the four of the demonstration `prod-5` and so on. */
export function createClusterProfiles(count: number): ClusterProfile[] {
  return Array.from(
    { length: count },
    (_, index) =>
      FIRST[index] ??
      production(`prod-${index + 1}`, REGIONS[index % REGIONS.length]),
  );
}

/** Where the API of a cluster is, as Argo CD's cluster secrets write it. */
export function serverUrlOf(cluster: string): string {
  return `https://api.${cluster}.o8.example:6443`;
}
