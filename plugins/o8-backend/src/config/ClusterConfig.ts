/**
 * A program that prints credentials, as a kubeconfig knows it.
 *
 * @alpha
 */
export interface ExecConfig {
  command: string;
  args: string[];
  env: Record<string, string>;
}

/**
 * How to sign in to a Kubernetes API: one of these ways.
 *
 * @alpha
 */
export interface KubernetesAuth {
  token?: string;
  tokenFile?: string;
  /** With what the cluster has put into the pod where the backend runs. */
  serviceAccount?: boolean;
  clientCertificateFile?: string;
  clientKeyFile?: string;
  exec?: ExecConfig;
}

/**
 * How to sign in to an Argo CD API: one of these ways.
 *
 * @alpha
 */
export interface ArgocdAuth {
  token?: string;
  tokenFile?: string;
  username?: string;
  password?: string;
  passwordFile?: string;
}

/**
 * What every cluster has.
 *
 * @alpha
 */
export interface CommonConfig {
  name: string;
  title: string;
  aliases: string[];
  /** Where its API is; for some types it stands elsewhere. */
  url?: string;
}

/**
 * What an API is verified against; certificates of the system if absent.
 *
 * @alpha
 */
export interface TlsConfig {
  caFile?: string;
  /** The certificates themselves: PEM, or PEM as base64. */
  caData?: string;
}

/**
 * A cluster that is read by the Kubernetes API.
 *
 * @alpha
 */
export interface KubernetesClusterConfig extends CommonConfig, TlsConfig {
  type: 'kubernetes';
  /** In the place of everything else. */
  kubeconfig?: { file: string; context?: string };
  auth?: KubernetesAuth;
}

/**
 * What an Argo CD knows, read by its own API.
 *
 * @alpha
 */
export interface ArgocdClusterConfig extends CommonConfig, TlsConfig {
  type: 'argocd';
  url: string;
  /** Where people see it; its URL where it is absent. */
  frontendUrl?: string;
  auth?: ArgocdAuth;
  /** Only Applications of these projects; all where it is absent. */
  projects?: string[];
  /** Only Applications in these namespaces; all where it is absent. */
  appNamespaces?: string[];
}

/**
 * Objects that were exported: one of a directory and an archive.
 *
 * @alpha
 */
export interface SnapshotClusterConfig extends CommonConfig {
  type: 'snapshot';
  directory?: string;
  archive?: string;
}

/**
 * One that is known and cannot be read. Nothing ever connects to it.
 *
 * @alpha
 */
export interface UnsupportedClusterConfig extends CommonConfig {
  type: 'unsupported';
  reason: string;
}

/**
 * A cluster as configured, with its defaults.
 *
 * @alpha
 */
export type ClusterConfig =
  | KubernetesClusterConfig
  | ArgocdClusterConfig
  | SnapshotClusterConfig
  | UnsupportedClusterConfig;
