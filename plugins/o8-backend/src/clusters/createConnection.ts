import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ClusterConfig } from '../config';
import type { EngineTiming } from '../timing';
import { ArgocdConnection } from './argocd';
import type { ClusterConnection } from './ClusterConnection';
import { KubernetesConnection } from './KubernetesConnection';
import type { PageTurns } from './PageTurns';
import { SnapshotConnection } from './snapshot';
import { UnsupportedConnection } from './UnsupportedConnection';

/**
 * What connections need beside the configuration of their cluster.
 *
 * @alpha
 */
export interface CreateConnectionOptions {
  timing: EngineTiming;
  /** The programs that a kubeconfig may run for credentials. */
  allowedExecCommands: string[];
  /** Shared by all connections of a process. */
  pageTurns?: PageTurns;
  logger?: Pick<LoggerService, 'warn'>;
}

/**
 * The connection to a configured cluster. It does nothing before it is asked.
 *
 * @alpha
 */
export function createConnection(
  cluster: ClusterConfig,
  options: CreateConnectionOptions,
): ClusterConnection {
  switch (cluster.type) {
    case 'kubernetes':
      return new KubernetesConnection({ ...cluster, ...options });
    case 'argocd':
      return new ArgocdConnection({ ...cluster, ...options });
    case 'snapshot':
      return new SnapshotConnection({ ...cluster, ...options });
    default:
      return new UnsupportedConnection(cluster.reason);
  }
}
