import type { ClusterStore } from './apiserver';
import type { FleetControl, FleetLife } from './control';
import type { FleetTokens } from './dataFolder';
import type { GitHost } from './git';

/** What a client has to know of an Argo CD of the fleet. */
export interface ArgoCdDescription {
  /** The cluster that it runs on. */
  name: string;
  /** Without `/api/v1`. */
  url: string;
  /** Of an account that only reads. */
  token: string;
  tokenFile: string;
  /** Somebody who may sync, too. */
  username: string;
  password: string;
  passwordFile: string;
}

/** What a client has to know of a fleet; the same as `fleet.json` and the CLI say. */
export interface FleetDescription {
  url: string;
  caFile: string;
  tokens: FleetTokens;
  clusters: { name: string; url: string }[];
  /** One for each cluster that an Argo CD runs on. */
  argocd: ArgoCdDescription[];
  /** The URL of the control endpoint. */
  control: string;
  /** Where its repositories are, and who may push; absent without a git host. */
  git?: { url: string; username: string; token: string; tokenFile: string };
}

/** A fleet that is being served. */
export interface Fleet {
  readonly url: string;
  readonly port: number;
  readonly caFile: string;
  /** The certificate of the authority, as PEM. */
  readonly ca: string;
  readonly tokens: FleetTokens;
  readonly clusters: readonly { name: string; url: string }[];
  readonly argocd: readonly ArgoCdDescription[];
  readonly stores: ReadonlyMap<string, ClusterStore>;
  /** What the control endpoint does, without HTTP. */
  readonly control: FleetControl;
  readonly life: FleetLife;
  /** Absent where no port was given for it. */
  readonly git?: GitHost;
  readonly description: FleetDescription;
  /** Ends all timers and connections, whatever they wait for; a second time it does nothing. */
  close(): Promise<void>;
}
