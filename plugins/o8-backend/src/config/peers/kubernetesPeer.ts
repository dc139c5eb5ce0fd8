import { z } from 'zod';
import { findUrlProblem } from '../findUrlProblem';
import type { PeerCluster } from './PeerClusters';

const AUTH_PROVIDER = 'kubernetes.io/auth-provider';

const clusterSchema = z.object({
  name: z.string().min(1),
  title: z.string().min(1).optional(),
  url: z.string().min(1),
  authProvider: z.string().optional(),
  authMetadata: z.record(z.string(), z.unknown()).optional(),
  serviceAccountToken: z.string().optional(),
  caData: z.string().min(1).optional(),
  caFile: z.string().min(1).optional(),
  skipTLSVerify: z.boolean().optional(),
});

/** The part of the Kubernetes plugin's configuration that names clusters. */
export const kubernetesSchema = z.object({
  clusterLocatorMethods: z
    .array(
      z.object({
        type: z.string().min(1),
        clusters: z.array(clusterSchema).default([]),
      }),
    )
    .default([]),
});

/** A cluster of the Kubernetes plugin, if it can be read without a user. */
export function toKubernetesCluster(
  input: z.output<typeof clusterSchema>,
): PeerCluster {
  const { name, title, url, caFile, caData, serviceAccountToken } = input;
  const reason = findReason(input);
  if (reason) {
    return { type: 'unsupported', name, title, url, reason };
  }
  const common = { type: 'kubernetes' as const, name, title };
  return serviceAccountToken
    ? {
        ...common,
        url,
        // As in the Kubernetes plugin: the data wins.
        ...(caData ? { caData } : { caFile }),
        auth: { token: serviceAccountToken },
      }
    : // As in the Kubernetes plugin: without a token it is the pod's own cluster.
      { ...common, auth: { serviceAccount: true } };
}

function findReason(input: z.output<typeof clusterSchema>): string | undefined {
  const { url, skipTLSVerify, authProvider, authMetadata } = input;
  const provider = authMetadata?.[AUTH_PROVIDER] ?? authProvider;
  if (provider !== 'serviceAccount') {
    return `Its way to sign in (authProvider "${String(
      provider ?? '',
    )}") is not supported: the read loop needs a service account`;
  }
  if (skipTLSVerify) {
    return 'It is configured with skipTLSVerify, and nothing is read over a connection that is not verified: give its certificate as caFile or caData';
  }
  const problem = findUrlProblem(url);
  return problem && `Its URL ${problem}`;
}
