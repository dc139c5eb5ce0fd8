import { z } from 'zod';
import type { ArgocdAuth } from '../ClusterConfig';
import { findUrlProblem } from '../findUrlProblem';
import type { PeerCluster } from './PeerClusters';

const userSchema = z.object({
  username: z.string().min(1).optional(),
  password: z.string().min(1).optional(),
});

const instanceSchema = userSchema.extend({
  name: z.string().min(1),
  url: z.string().min(1),
  token: z.string().min(1).optional(),
  frontendUrl: z.string().min(1).optional(),
});

/** The part of an Argo CD plugin's configuration that names instances. */
export const argocdSchema = userSchema.extend({
  appLocatorMethods: z
    .array(
      z.object({
        type: z.string().min(1),
        instances: z.array(instanceSchema).default([]),
      }),
    )
    .default([]),
});

/** An instance of an Argo CD plugin, if it can be read. */
export function toArgocdCluster(
  instance: z.output<typeof instanceSchema>,
  global: z.output<typeof userSchema>,
): PeerCluster {
  const { name, url, frontendUrl } = instance;
  const problem = findUrlProblem(url);
  if (problem) {
    const reason = `Its URL ${problem}`;
    return { type: 'unsupported', name, url, reason };
  }
  const auth = toAuth(instance, global);
  if (!auth) {
    const reason = 'It has neither a token nor a user name with password';
    return { type: 'unsupported', name, url, reason };
  }
  return {
    type: 'argocd',
    name,
    url,
    auth,
    // Only a link: one that is no address is left out.
    ...(frontendUrl && !findUrlProblem(frontendUrl) ? { frontendUrl } : {}),
  };
}

function toAuth(
  instance: z.output<typeof instanceSchema>,
  global: z.output<typeof userSchema>,
): ArgocdAuth | undefined {
  if (instance.token) {
    return { token: instance.token };
  }
  const username = instance.username ?? global.username;
  const password = instance.password ?? global.password;
  return username && password ? { username, password } : undefined;
}
