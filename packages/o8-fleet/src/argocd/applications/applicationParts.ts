import { ARGOCD_NAMESPACE } from '../../content/objects/Application';
import type { KubeObject } from '../../types';

type Json = Record<string, unknown>;

/** A source of an Application, as far as it is read here. */
export interface Source extends Json {
  repoURL?: string;
  targetRevision?: string;
}

/** An operation that somebody has asked for, as Applications hold it. */
export interface AskedOperation extends Json {
  sync?: {
    revision?: string;
    revisions?: readonly string[];
    source?: Source;
    sources?: readonly Source[];
    prune?: boolean;
    dryRun?: boolean;
    resources?: {
      group?: string;
      kind: string;
      name: string;
      namespace?: string;
    }[];
    [field: string]: unknown;
  };
  initiatedBy?: { username?: string; automated?: boolean };
}

/** The spec and the status of an Application, which may be anybody's. */
export interface ApplicationParts {
  spec: {
    project?: string;
    source?: Source;
    sources?: Source[];
    destination?: { name?: string; server?: string; namespace?: string };
    syncPolicy?: {
      automated?: { enabled?: boolean } | null;
      syncOptions?: string[];
      retry?: object;
    };
  };
  status: {
    sync?: { status?: string; revision?: string };
    history?: {
      id: number;
      revision: string;
      deployedAt: string;
      source?: Source;
      /** Of an Application with several, whose `revision` and `source` say nothing. */
      revisions?: readonly string[];
      sources?: readonly Source[];
    }[];
    operationState?: { phase?: string } & Json;
    resources?: ResourceStatus[];
  };
  operation?: AskedOperation;
}

/** A resource of an Application as its status tells it. */
export interface ResourceStatus {
  group?: string;
  version: string;
  kind: string;
  namespace?: string;
  name: string;
  status?: string;
  health?: object;
  [field: string]: unknown;
}

/** The parts of an Application; what is not there is empty. */
export function partsOf(application: KubeObject): ApplicationParts {
  const { spec, status, operation } = application;
  return {
    spec: (spec ?? {}) as ApplicationParts['spec'],
    status: (status ?? {}) as ApplicationParts['status'],
    operation: operation as AskedOperation | undefined,
  };
}

/** The project of an Application. */
export function projectOf(application: KubeObject): string {
  return partsOf(application).spec.project || 'default';
}

/** The repositories that an Application is from. */
export function repositoriesOf(application: KubeObject): string[] {
  const { source, sources = [] } = partsOf(application).spec;
  return [source, ...sources].flatMap(each => each?.repoURL ?? []);
}

/** Whether an Application is synced without anybody asking. */
export function isAutomated(application: KubeObject): boolean {
  const { automated } = partsOf(application).spec.syncPolicy ?? {};
  return Boolean(automated) && automated?.enabled !== false;
}

/** As the rules of access name an Application. */
export function accessNameOf(application: KubeObject): string {
  const { name, namespace } = application.metadata;
  const parts = [projectOf(application), namespace, name];
  return parts.filter(part => part !== ARGOCD_NAMESPACE).join('/');
}
