import type { ClusterStore, FaultGate } from '../apiserver';
import type { GitHost } from '../git';
import type { ArgoCdContent, KubeObject } from '../types';
import type { Sessions } from './sessions';

/** What comes from git, of an Application that is followed there. */
export interface Followed {
  /** What its source declares; undefined while that is not known. */
  targets?: readonly object[];
}

/** What the API of one Argo CD works with. */
export interface ArgoCdContext {
  /** The cluster that it runs on. */
  cluster: string;
  content: ArgoCdContent;
  store: ClusterStore;
  /** Of all clusters of the fleet. */
  stores: ReadonlyMap<string, ClusterStore>;
  gate: FaultGate;
  sessions: Sessions;
  now: () => Date;
  keepaliveMs: number;
  /** The git host of the fleet; there may be none. */
  git(): GitHost | undefined;
  /** Undefined for an Application that only exists in the cluster. */
  findFollowed(application: KubeObject): Followed | undefined;
}
