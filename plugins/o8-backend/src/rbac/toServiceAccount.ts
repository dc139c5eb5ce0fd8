import { createMetadata } from './createMetadata';

/**
 * A ServiceAccount as it is applied to a cluster.
 *
 * @public
 */
export interface ServiceAccount {
  apiVersion: string;
  kind: 'ServiceAccount';
  metadata: {
    name: string;
    namespace?: string;
    labels: Record<string, string>;
  };
  automountServiceAccountToken: boolean;
}

/**
 * The account whose token the engine signs in with. It is for a portal outside of the
 * cluster, so that no pod gets its token by itself.
 *
 * @public
 */
export function toServiceAccount(options: {
  namespace: string;
  name: string;
}): ServiceAccount {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: createMetadata(options.name, options.namespace),
    automountServiceAccountToken: false,
  };
}
