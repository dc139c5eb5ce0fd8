import type { KubeObject } from '../../types';
import { LABEL_MODULE, type Placement } from '../Placement';
import type { ModuleProfile } from '../profiles';
import type { Scope } from '../Scope';
import { DAY_MS, SECOND_MS } from '../time';
import { ARGOCD_NAMESPACE, type Application } from './Application';

const REPOSITORY = 'https://git.o8.example/platform/o8-apps.git';
/** Where the edge team's Applications are. */
const TEAM_NAMESPACE = 'team-edge';
const IN_CLUSTER = 'https://kubernetes.default.svc';

/** The project of a module: where it may come from and where it may go. */
export function createProject(
  scope: Scope,
  module: ModuleProfile,
  clusters: readonly string[],
): KubeObject {
  const { name } = module;
  return scope.object(
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      name,
      namespace: ARGOCD_NAMESPACE,
      ageMs: 90 * DAY_MS,
      generation: 3,
      labels: { [LABEL_MODULE]: name },
      finalizers: ['resources-finalizer.argocd.argoproj.io'],
    },
    {
      spec: {
        description: `The module ${name}`,
        sourceRepos: [`https://git.o8.example/modules/${name}.git`],
        destinations: clusters.map(cluster => ({
          name: cluster,
          namespace: name,
        })),
        clusterResourceWhitelist: [],
        namespaceResourceWhitelist: [
          { group: '', kind: 'ConfigMap' },
          { group: '', kind: 'Service' },
          { group: '', kind: 'ServiceAccount' },
          { group: 'apps', kind: 'Deployment' },
          { group: 'argoproj.io', kind: 'Rollout' },
          { group: 'autoscaling', kind: 'HorizontalPodAutoscaler' },
          { group: 'batch', kind: 'CronJob' },
          { group: 'policy', kind: 'PodDisruptionBudget' },
        ],
        roles: [
          {
            name: 'owner',
            groups: [`${name}-owners`],
            policies: [
              `p, proj:${name}:owner, applications, get, ${name}/*, allow`,
              `p, proj:${name}:owner, applications, sync, ${name}/*, allow`,
            ],
          },
        ],
      },
    },
  );
}

function createPlatformApplication(
  scope: Scope,
  options: {
    name: string;
    path: string;
    namespace: string;
    destination: object;
    labels?: Record<string, string>;
    /** Where the Application itself lies, if not beside its Argo CD. */
    home?: string;
    project?: string;
    repoURL?: string;
  },
): Application {
  const { name, path, namespace, labels, home = ARGOCD_NAMESPACE } = options;
  const { project = 'o8-platform', repoURL = REPOSITORY } = options;
  const source = { repoURL, targetRevision: 'main', path };
  const destination = { ...options.destination, namespace };
  const revision = scope.seeded.hex(`${scope.cluster.name}/${name}`, 40);
  const deployedAt = scope.ago(6 * DAY_MS);
  return scope.object(
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      name,
      namespace: home,
      ageMs: 200 * DAY_MS,
      generation: 2_400,
      labels,
    },
    {
      spec: {
        project,
        source,
        destination,
        syncPolicy: { automated: { prune: true, selfHeal: true } },
      },
      status: {
        sync: {
          status: 'Synced' as const,
          revision,
          comparedTo: { source, destination },
        },
        health: { status: 'Healthy', lastTransitionTime: deployedAt },
        resources: [],
        history: [
          {
            id: 1,
            revision,
            deployedAt,
            deployStartedAt: deployedAt,
            source,
            initiatedBy: { automated: true },
          },
        ],
        summary: { images: [] },
        reconciledAt: scope.ago(50 * SECOND_MS),
        controllerNamespace: ARGOCD_NAMESPACE,
        sourceType: 'Directory',
      },
    },
  );
}

/** What Argo CD holds beside the modules: its roots, and what belongs to none. */
export function* createArgoPlatform(
  scope: Scope,
  clusters: readonly string[],
): Generator<KubeObject> {
  yield scope.object(
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      name: 'o8-platform',
      namespace: ARGOCD_NAMESPACE,
      ageMs: 300 * DAY_MS,
      generation: 2,
    },
    {
      spec: {
        description: 'What the platform team owns',
        sourceRepos: [REPOSITORY],
        destinations: [{ server: '*', namespace: '*' }],
        clusterResourceWhitelist: [{ group: '*', kind: '*' }],
      },
    },
  );
  yield createAddons(scope);
  yield createPlatformApplication(scope, {
    name: 'o8-root',
    path: 'modules',
    namespace: ARGOCD_NAMESPACE,
    destination: { server: IN_CLUSTER },
  });
  const [target] = clusters;
  if (!target || target === scope.cluster.name) return;
  yield createPlatformApplication(scope, {
    name: `grafana-${target}`,
    path: 'addons/grafana',
    namespace: 'monitoring',
    destination: { name: target },
  });
  yield createPlatformApplication(scope, {
    name: `legacy-ivr-${target}`,
    path: 'modules/legacy-ivr',
    namespace: 'legacy-ivr',
    destination: { name: target },
    labels: {
      [LABEL_MODULE]: 'legacy-ivr',
      'orchestr8.io/environment': 'production',
    },
  });
  yield* createTeamApplication(scope, target);
}

/** A team with a namespace of its own for its Applications, beside the platform. */
function* createTeamApplication(
  scope: Scope,
  target: string,
): Generator<KubeObject> {
  const repoURL = 'https://git.o8.example/teams/edge.git';
  yield scope.object(
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      name: TEAM_NAMESPACE,
      ageMs: 120 * DAY_MS,
      labels: { 'kubernetes.io/metadata.name': TEAM_NAMESPACE },
    },
    { spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } },
  );
  yield scope.object(
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      name: TEAM_NAMESPACE,
      namespace: ARGOCD_NAMESPACE,
      ageMs: 120 * DAY_MS,
      generation: 1,
    },
    {
      spec: {
        description: 'What the edge team runs by itself',
        sourceRepos: [repoURL],
        sourceNamespaces: [TEAM_NAMESPACE],
        destinations: [{ name: target, namespace: 'edge-cache' }],
      },
    },
  );
  yield createPlatformApplication(scope, {
    name: 'edge-cache',
    home: TEAM_NAMESPACE,
    project: TEAM_NAMESPACE,
    repoURL,
    path: 'cache',
    namespace: 'edge-cache',
    destination: { name: target },
    labels: { team: 'edge' },
  });
}

function createAddons(scope: Scope): KubeObject {
  return scope.object(
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'ApplicationSet',
      name: 'o8-addons',
      namespace: ARGOCD_NAMESPACE,
      ageMs: 200 * DAY_MS,
      generation: 4,
    },
    {
      spec: {
        goTemplate: true,
        goTemplateOptions: ['missingkey=error'],
        generators: [
          {
            clusters: {
              selector: {
                matchLabels: { 'orchestr8.io/environment': 'production' },
              },
            },
          },
        ],
        template: {
          metadata: { name: 'cert-manager-{{ .nameNormalized }}' },
          spec: {
            project: 'o8-platform',
            source: {
              repoURL: REPOSITORY,
              targetRevision: 'main',
              path: 'addons/cert-manager',
            },
            destination: {
              server: '{{ .server }}',
              namespace: 'cert-manager',
            },
          },
        },
      },
      status: {
        conditions: [
          {
            type: 'ResourcesUpToDate',
            status: 'True',
            reason: 'ApplicationSetUpToDate',
            message: 'All applications have been generated successfully',
            lastTransitionTime: scope.ago(20 * DAY_MS),
          },
        ],
      },
    },
  );
}

/** The names of the clusters a module is deployed to from one Argo CD. */
export function destinationsOf(
  placements: readonly Placement[],
): Map<ModuleProfile, string[]> {
  const destinations = new Map<ModuleProfile, string[]>();
  for (const { module, cluster } of placements) {
    const names = destinations.get(module) ?? [];
    destinations.set(module, [...names, cluster.name]);
  }
  return destinations;
}
