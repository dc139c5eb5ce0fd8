import { stringify } from 'yaml';
import type { Manifest } from '../types';

export const ROOT = 'test-root';
export const PROJECT = 'test-platform';

const FINALIZERS = ['resources-finalizer.argocd.argoproj.io'];

type Files = Record<string, string>;

/** Objects as one file. */
export function yaml(...objects: object[]): string {
  return objects
    .map(object =>
      stringify(object, { aliasDuplicateObjects: false, version: '1.1' }),
    )
    .join('---\n');
}

export function createRoot(url: string, name = ROOT): Manifest {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace: 'argocd' },
    spec: {
      project: PROJECT,
      source: {
        repoURL: url,
        targetRevision: 'main',
        path: 'modules',
        directory: {
          recurse: true,
          exclude: '{**/clusters/**,**/module.yaml,**/lock.json}',
        },
      },
      destination: {
        server: 'https://kubernetes.default.svc',
        namespace: 'argocd',
      },
      syncPolicy: {
        automated: { enabled: true, prune: true, selfHeal: true },
        syncOptions: ['ServerSideApply=true', 'PruneLast=true'],
      },
    },
  };
}

function project(name: string, spec: object, annotations?: object) {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: {
      name,
      namespace: 'argocd',
      finalizers: FINALIZERS,
      ...(annotations && { annotations }),
    },
    spec,
  };
}

/** What a platform repository begins with. */
export function platformFiles(url: string, destinations?: object[]): Files {
  return {
    'README.md': '# Platform\n',
    'modules/o8-platform/app-project.yaml': yaml(
      project(
        PROJECT,
        {
          sourceRepos: [url],
          destinations: destinations ?? [{ server: '*', namespace: '*' }],
          clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }],
        },
        { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' },
      ),
    ),
  };
}

export const GUARD = {
  'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
};

function moduleApplication(
  app: string,
  options: {
    name: string;
    cluster: string;
    finalizers: string[];
    wave: string;
    spec: object;
  },
) {
  const { name, cluster, finalizers, wave, spec } = options;
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name: app,
      namespace: 'argocd',
      labels: { 'orchestr8.io/module': name },
      annotations: { 'argocd.argoproj.io/sync-wave': wave },
      ...(finalizers.length > 0 && { finalizers }),
    },
    spec: {
      ...spec,
      destination: { name: cluster, namespace: name },
      syncPolicy: {
        automated: { prune: true, selfHeal: true },
        syncOptions: ['PruneLast=true'],
      },
    },
  };
}

/** The entry of a module: its project, Applications and boundary. */
export function entryFiles(options: {
  name: string;
  module: string;
  platform: string;
  cluster?: string;
  finalizers?: string[];
}): Files {
  const { name, cluster = 'eu-1', finalizers = FINALIZERS } = options;
  const application = (app: string, wave: string, spec: object) =>
    moduleApplication(app, { name, cluster, finalizers, wave, spec });
  const dir = `modules/${name}`;
  return {
    [`${dir}/module.yaml`]: 'not: a manifest\n',
    [`${dir}/lock.json`]: '{}\n',
    [`${dir}/app-project.yaml`]: yaml(
      project(name, {
        sourceRepos: [options.module],
        destinations: [{ name: cluster, namespace: name }],
        clusterResourceWhitelist: [],
        namespaceResourceWhitelist: [
          { group: '', kind: 'ServiceAccount' },
          { group: '', kind: 'Service' },
          { group: 'apps', kind: 'Deployment' },
        ],
      }),
    ),
    [`${dir}/application-${cluster}.yaml`]: yaml(
      application(`${name}-${cluster}`, '10', {
        project: name,
        source: {
          repoURL: options.module,
          targetRevision: 'main',
          path: `deploy/overlays/production-${cluster}`,
        },
      }),
    ),
    [`${dir}/application-boundary-${cluster}.yaml`]: yaml(
      application(`${name}-boundary-${cluster}`, '-10', {
        project: PROJECT,
        source: {
          repoURL: options.platform,
          targetRevision: 'main',
          path: `modules/${name}/clusters/${cluster}`,
        },
      }),
    ),
    ...boundaryFiles(name, `${dir}/clusters/${cluster}`),
  };
}

function boundaryFiles(name: string, dir: string): Files {
  return {
    [`${dir}/namespace.yaml`]: yaml({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name,
        labels: { 'orchestr8.io/module': name },
        annotations: { 'argocd.argoproj.io/sync-wave': '-10', ...GUARD },
      },
    }),
    [`${dir}/network-policy.yaml`]: yaml({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'default-deny-all', namespace: name },
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    }),
    [`${dir}/schedule.yaml`]: yaml({
      apiVersion: 'velero.io/v1',
      kind: 'Schedule',
      metadata: {
        name,
        namespace: 'velero',
        labels: { 'orchestr8.io/module': name },
        annotations: GUARD,
      },
      spec: {
        schedule: '7 */6 * * *',
        template: { includedNamespaces: [name], ttl: '168h0m0s' },
      },
    }),
  };
}

export const DEPLOYMENT = 'deploy/base/deployment.yaml';

/** A Deployment as the blueprint writes it, and shorter. */
export function deployment(name: string, change: object = {}) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels: { 'app.kubernetes.io/name': name } },
    spec: {
      replicas: 2,
      selector: { matchLabels: { 'app.kubernetes.io/name': name } },
      template: {
        metadata: { labels: { 'app.kubernetes.io/name': name } },
        spec: {
          serviceAccountName: name,
          containers: [
            {
              name: 'app',
              image: `registry.o8.example/${name}`,
              ports: [{ name: 'http', containerPort: 8080 }],
              env: [{ name: 'PORT', value: '8080' }],
            },
          ],
        },
      },
      ...change,
    },
  };
}

/** A module's repository: a base and one overlay. */
export function moduleFiles(name: string, cluster = 'eu-1'): Files {
  const metadata = { name };
  return {
    'o8.yaml': 'kind: Module\n',
    'deploy/base/kustomization.yaml': yaml({
      resources: ['deployment.yaml', 'service.yaml'],
    }),
    [DEPLOYMENT]: yaml(deployment(name)),
    'deploy/base/service.yaml': yaml(
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata,
        spec: {
          selector: { 'app.kubernetes.io/name': name },
          ports: [{ name: 'http', port: 80, targetPort: 'http' }],
        },
      },
    ),
    [`deploy/overlays/production-${cluster}/kustomization.yaml`]: overlay(name),
  };
}

/** The overlay of a module with an image. */
export function overlay(
  name: string,
  tag = '1.0.0',
  more: object = {},
): string {
  return yaml({
    resources: ['../../base'],
    namespace: name,
    images: [{ name: `registry.o8.example/${name}`, newTag: tag }],
    ...more,
  });
}
