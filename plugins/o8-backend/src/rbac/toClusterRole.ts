import type { Source } from '@orchestr8/backstage-plugin-o8-node';
import { createMetadata, RBAC_GROUP } from './createMetadata';
import { toPolicyRules, type PolicyRule } from './toPolicyRules';

/**
 * A ClusterRole as it is applied to a cluster.
 *
 * @public
 */
export interface ClusterRole {
  apiVersion: string;
  kind: 'ClusterRole';
  metadata: { name: string; labels: Record<string, string> };
  rules: PolicyRule[];
}

/**
 * The role that lets the engine read what the sources ask for, and nothing else.
 *
 * @public
 */
export function toClusterRole(
  sources: Pick<Source, 'id' | 'kinds'>[],
  options: { name: string },
): ClusterRole {
  return {
    apiVersion: `${RBAC_GROUP}/v1`,
    kind: 'ClusterRole',
    metadata: createMetadata(options.name),
    rules: toPolicyRules(sources),
  };
}
