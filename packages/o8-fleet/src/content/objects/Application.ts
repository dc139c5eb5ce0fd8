import type { KubeObject } from '../../types';

/** Where Argo CD and its Applications are. */
export const ARGOCD_NAMESPACE = 'argocd';

/** How well an Application or one of its resources is. */
export interface Health {
  status: string;
  message?: string;
  lastTransitionTime?: string;
}

/** A resource of an Application. */
export interface ApplicationResource {
  group: string;
  version: string;
  kind: string;
  namespace: string;
  name: string;
  status: 'Synced' | 'OutOfSync';
  syncWave?: number;
  health?: Health;
}

/** A deployment that Argo CD remembers. */
export interface HistoryEntry {
  id: number;
  revision: string;
  deployedAt: string;
  deployStartedAt: string;
  source: object;
  initiatedBy: { automated?: boolean; username?: string };
}

/** What Argo CD did last. */
export interface OperationState {
  operation: object;
  phase: string;
  message: string;
  startedAt: string;
  finishedAt?: string;
  syncResult: { revision: string; source: object; resources: object[] };
}

/** The status of an Application, as far as it is written here. */
export interface ApplicationStatus {
  sync: {
    status: 'Synced' | 'OutOfSync' | 'Unknown';
    revision: string;
    comparedTo: object;
  };
  health: Health;
  resources: ApplicationResource[];
  history: HistoryEntry[];
  operationState?: OperationState;
  summary: { images: string[] };
  reconciledAt: string;
  controllerNamespace: string;
  sourceType: string;
}

/** An Application of Argo CD. */
export type Application = KubeObject & {
  spec: {
    source: Record<string, unknown>;
    destination: object;
    syncPolicy: object;
    project: string;
  };
  status: ApplicationStatus;
};

/** The name of a module's Application for a cluster. */
export function applicationName(module: string, cluster: string): string {
  return `${module}-${cluster}`;
}
