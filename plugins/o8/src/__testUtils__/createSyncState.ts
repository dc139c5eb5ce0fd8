import {
  worstVerdict,
  type Deployment,
  type Headline,
  type SyncState,
} from '@orchestr8/backstage-plugin-o8-common';
import { minutesAgo } from './times';

/** An Application that is well, or as given. */
export function createDeployment(
  cluster: string,
  fields: Partial<Deployment> = {},
): Deployment {
  return {
    application: {
      cluster: 'hub',
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      namespace: 'argocd',
      name: `voicefuse-${cluster}`,
    },
    cluster,
    destination: `https://${cluster}.example.com`,
    namespace: 'voicefuse',
    environment: 'production',
    part: null,
    verdict: 'good',
    sync: 'Synced',
    health: 'Healthy',
    version: 'v1.14.2',
    waitingForImage: false,
    revision: '4f1c2d9a7be0',
    deployedAt: minutesAgo(150),
    deployedBy: 'ada',
    cause: null,
    fresh: true,
    evidenceAt: minutesAgo(2),
    ...fields,
  };
}

/** A deployment whose container does not stay up. */
export function createCrashingDeployment(cluster: string): Deployment {
  return createDeployment(cluster, {
    verdict: 'bad',
    health: 'Degraded',
    cause: {
      type: 'resource',
      reason: 'CrashLoopBackOff',
      message: 'back-off 5m0s restarting failed container=api',
      object: {
        cluster,
        apiVersion: 'v1',
        kind: 'Pod',
        namespace: 'voicefuse',
        name: 'api-7d9c6b5f4-x2x7k',
      },
      since: minutesAgo(34),
    },
  });
}

/** A state of these deployments, with the headline that belongs to it. */
export function createSyncState(
  deployments: Deployment[],
  fields: Partial<SyncState> = {},
): SyncState {
  const verdict = worstVerdict(deployments.map(d => d.verdict));
  const total = deployments.length;
  const count = deployments.filter(d => d.verdict === verdict).length;
  const codes = {
    good: 'synced',
    busy: 'progressing',
    attention: 'outOfSync',
    bad: 'degraded',
    unknown: 'unknown',
  };
  const headline: Headline =
    verdict === 'good'
      ? {
          code: 'synced',
          params: { synced: count, total, version: 'v1.14.2' },
        }
      : { code: codes[verdict], params: { count, total } };
  return { verdict, headline, deployments, ...fields };
}
