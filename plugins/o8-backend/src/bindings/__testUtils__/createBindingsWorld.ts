import type {
  KubeObject,
  ResourceDefinition,
  World,
} from '@orchestr8/o8-fleet';

const LABEL = 'orchestr8.io/module';

function define(
  group: string,
  version: string,
  kind: string,
  namespaced = true,
): ResourceDefinition {
  const singular = kind.toLowerCase();
  const plural = `${singular}s`;
  return { group, version, kind, plural, singular, namespaced };
}

const DEFINITIONS = [
  define('', 'v1', 'Namespace', false),
  define('apps', 'v1', 'Deployment'),
  define('argoproj.io', 'v1alpha1', 'Application'),
];

function createMetadata(options: {
  kind: string;
  name: string;
  namespace?: string;
  labels: Record<string, string>;
}): KubeObject['metadata'] {
  const { kind, ...metadata } = options;
  return {
    ...metadata,
    uid: `uid-${kind}-${metadata.namespace}-${metadata.name}`,
    creationTimestamp: '2026-01-01T00:00:00Z',
  };
}

/** A Namespace, with the label of a module or without. */
export function createNamespace(name: string, module?: string): KubeObject {
  const labels: Record<string, string> = module ? { [LABEL]: module } : {};
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: createMetadata({ kind: 'Namespace', name, labels }),
  };
}

/** An Application beside Argo CD that deploys to the namespace of its name. */
export function createApplication(
  name: string,
  labels: Record<string, string> = {},
): KubeObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: createMetadata({
      kind: 'Application',
      namespace: 'argocd',
      name,
      labels,
    }),
    spec: {
      project: 'default',
      destination: { name: 'in-cluster', namespace: name },
    },
    status: {
      sync: { status: 'Synced' },
      health: { status: 'Healthy' },
      reconciledAt: new Date().toISOString(),
    },
  };
}

/** A Deployment that runs. */
export function createDeployment(
  namespace: string,
  name: string,
  labels: Record<string, string>,
): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: createMetadata({ kind: 'Deployment', namespace, name, labels }),
    spec: { replicas: 1 },
    status: { replicas: 1, readyReplicas: 1 },
  };
}

/**
 * One cluster with an Argo CD: `billing` and `web` are modules, `legacy` is from before
 * there were any.
 */
export function createBindingsWorld(): World {
  return {
    modules: [],
    clusters: [
      {
        name: 'hub',
        region: 'eu',
        kubernetesVersion: 'v1.36.3',
        definitions: DEFINITIONS,
        objects: [
          ...['argocd', 'kube-system', 'legacy'].map(name =>
            createNamespace(name),
          ),
          createNamespace('billing', 'billing'),
          createNamespace('web', 'web'),
          createApplication('billing', {
            [LABEL]: 'billing',
            team: 'payments',
          }),
          createApplication('legacy'),
          createDeployment('billing', 'api', { [LABEL]: 'web' }),
          createDeployment('legacy', 'old', {
            'backstage.io/kubernetes-id': 'legacy',
          }),
          createDeployment('kube-system', 'coredns', { app: 'dns' }),
        ],
      },
    ],
  };
}
