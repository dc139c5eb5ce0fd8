import {
  parseLandingZone,
  parseModuleSpec,
  planModule,
  renderPlan,
  renderPlatform,
  type RenderedFile,
  type Result,
} from '@orchestr8/o8-blueprint';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { builtInSources } from './index';

const BLUEPRINT = path.join(__dirname, '../../../../packages/o8-blueprint/src');
const GOLDEN = path.join(BLUEPRINT, '__golden__');
const EXAMPLES = path.join(__dirname, '../../../../examples');
const SYSTEMS_PAGE = path.join(
  __dirname,
  '../../../../docs/reference/systems.md',
);

/** What the blueprint writes and nobody reads from a cluster, and why. */
const UNWATCHED: Record<string, string> = {
  '/ConfigMap': 'Settings of Argo CD; what they do shows in its Applications',
  '/PersistentVolumeClaim':
    'Not yet: which volumes backups hold is read from Velero, and one that no backup names is not noticed',
  '/Service': 'Only names pods; whether they answer says the workload',
  '/ServiceAccount': 'Which one pods use, and its token, says the workload',
  'admissionregistration.k8s.io/ValidatingAdmissionPolicy':
    'Keeps routes to approved hosts: whether it is applied says the boundary Application',
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding':
    'Where that holds: the same',
  'argoproj.io/AnalysisTemplate':
    'What a Rollout asks while it shifts requests: what came of it says the Rollout',
  'backstage.io/Component': 'An entity: the catalog reads it',
  'kustomize.config.k8s.io/Kustomization': 'A file for kustomize, no object',
  'networking.istio.io/ServiceEntry':
    'A host that a module calls: which are allowed says its approved spec, whether it is applied its boundary Application',
  'networking.istio.io/Sidecar':
    'Which hosts proxies know: whether it is applied says the boundary Application',
  'orchestr8.io/Module': 'The spec: a file that the catalog and o8 read',
};

/** By system, what the read loop promises to watch: docs/explanation says what for. */
const PROMISED = {
  'Argo CD': ['Application', 'ApplicationSet', 'AppProject'].map(
    kind => `argoproj.io/${kind}`,
  ),
  'namespace isolation': ['/Namespace', '/ResourceQuota', '/LimitRange'],
  'Pod Security Standards': [
    'wgpolicyk8s.io/PolicyReport',
    'wgpolicyk8s.io/ClusterPolicyReport',
    'openreports.io/Report',
    'openreports.io/ClusterReport',
  ],
  NetworkPolicy: ['networking.k8s.io/NetworkPolicy'],
  RBAC: ['Role', 'RoleBinding'].map(
    kind => `rbac.authorization.k8s.io/${kind}`,
  ),
  secrets: [
    'external-secrets.io/ExternalSecret',
    'external-secrets.io/SecretStore',
    'external-secrets.io/ClusterSecretStore',
    'bitnami.com/SealedSecret',
  ],
  Istio: [
    'networking.istio.io/VirtualService',
    'networking.istio.io/DestinationRule',
    'security.istio.io/PeerAuthentication',
    'security.istio.io/AuthorizationPolicy',
    'telemetry.istio.io/Telemetry',
  ],
  gateway: ['Gateway', 'HTTPRoute', 'ReferenceGrant'].map(
    kind => `gateway.networking.k8s.io/${kind}`,
  ),
  'NATS, Kafka': [
    'jetstream.nats.io/Stream',
    'jetstream.nats.io/Consumer',
    'kafka.strimzi.io/KafkaTopic',
    'kafka.strimzi.io/KafkaUser',
  ],
  PostgreSQL: ['Cluster', 'Database', 'DatabaseRole'].map(
    kind => `postgresql.cnpg.io/${kind}`,
  ),
  'point-in-time recovery': [
    'postgresql.cnpg.io/ScheduledBackup',
    'postgresql.cnpg.io/Backup',
    'barmancloud.cnpg.io/ObjectStore',
  ],
  Prometheus: ['ServiceMonitor', 'PodMonitor', 'PrometheusRule'].map(
    kind => `monitoring.coreos.com/${kind}`,
  ),
  tracing: ['opentelemetry.io/Instrumentation'],
  logging: [
    'logging.banzaicloud.io/Flow',
    'logging.banzaicloud.io/Output',
    'fluentbit.fluent.io/FluentBitConfig',
    'fluentbit.fluent.io/Filter',
    'fluentbit.fluent.io/Output',
    'fluentd.fluent.io/FluentdConfig',
    'fluentd.fluent.io/Filter',
    'fluentd.fluent.io/Output',
  ],
  'images, revisions': [
    'apps/Deployment',
    'apps/StatefulSet',
    'apps/DaemonSet',
    'batch/Job',
    'batch/CronJob',
  ],
  'traffic shifting': ['argoproj.io/Rollout'],
  Velero: [
    'Backup',
    'Schedule',
    'Restore',
    'BackupStorageLocation',
    'PodVolumeBackup',
    'DataUpload',
  ].map(kind => `velero.io/${kind}`),
  failover: [
    'policy/PodDisruptionBudget',
    'autoscaling/HorizontalPodAutoscaler',
  ],
  'SOC 2, HIPAA': [
    'policies.kyverno.io/ValidatingPolicy',
    'policies.kyverno.io/ImageValidatingPolicy',
    'policies.kyverno.io/PolicyException',
    'kyverno.io/ClusterPolicy',
    'kyverno.io/PolicyException',
  ],
};

const watched = new Set(
  builtInSources.flatMap(({ kinds }) =>
    kinds.map(({ group, kind }) => `${group}/${kind}`),
  ),
);

const documentSchema = z.object({
  apiVersion: z.string().optional(),
  kind: z.string(),
  spec: z
    .object({
      clusterResourceWhitelist: z.unknown(),
      namespaceResourceWhitelist: z.unknown(),
    })
    .partial()
    .optional()
    .catch(undefined),
});

const whitelist = z
  .array(z.object({ group: z.string(), kind: z.string() }))
  .catch([]);

/** The kinds of objects in a file, and those that its AppProjects say may come. */
function kindsOf({ path: name, content }: RenderedFile): string[] {
  if (!name.endsWith('.yaml')) {
    return [];
  }
  return parseAllDocuments(content).flatMap(document => {
    const parsed = documentSchema.safeParse(document.toJS());
    if (!parsed.success) {
      return [];
    }
    const { apiVersion = 'v1', kind, spec } = parsed.data;
    const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
    // What emitters can write stands there, even where this example needs none of it.
    const allowed = [
      ...whitelist.parse(spec?.clusterResourceWhitelist),
      ...whitelist.parse(spec?.namespaceResourceWhitelist),
    ];
    return [
      `${group}/${kind}`,
      ...allowed.map(entry => `${entry.group}/${entry.kind}`),
    ];
  });
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) {
    throw new Error(JSON.stringify(result.problems, null, 2));
  }
  return result.value;
}

/** All files that the blueprint writes for the examples of this repository. */
function renderPublished(): RenderedFile[] {
  const read = (file: string) =>
    readFileSync(path.join(EXAMPLES, file), 'utf8');
  const specs = readdirSync(path.join(EXAMPLES, 'modules')).map(file =>
    valueOf(parseModuleSpec(read(`modules/${file}`))),
  );
  const platform = { modules: specs.map(spec => ({ spec })) };
  return specs.flatMap(spec => {
    const { landingZone } = spec.spec;
    const zone = valueOf(
      parseLandingZone(read(`landing-zones/${landingZone}.yaml`)),
    );
    const files = renderPlan(valueOf(planModule({ spec, zone, platform })));
    return [...files.module, ...files.platform];
  });
}

/** All files that the blueprint writes for its own examples. */
function renderExamples(): RenderedFile[] {
  return readdirSync(GOLDEN).flatMap(name => {
    const read = (file: string) =>
      readFileSync(path.join(GOLDEN, name, file), 'utf8');
    const zone = valueOf(parseLandingZone(read('zone.yaml')));
    const spec = valueOf(parseModuleSpec(read('spec.yaml')));
    const platform = { modules: [] };
    const files = renderPlan(valueOf(planModule({ spec, zone, platform })));
    return [...files.module, ...files.platform, ...renderPlatform(zone)];
  });
}

describe('what the blueprint writes', () => {
  const emitted = new Set(
    [...renderExamples(), ...renderPublished()].flatMap(kindsOf),
  );

  it('is more than a few kinds', () => {
    expect([...emitted]).toEqual(
      expect.arrayContaining([
        '/Namespace',
        'apps/Deployment',
        'argoproj.io/Application',
        'velero.io/Schedule',
      ]),
    );
  });

  it('is watched, or says why it is not', () => {
    const unknown = [...emitted].filter(
      kind => !watched.has(kind) && !(kind in UNWATCHED),
    );
    expect(unknown).toEqual([]);
  });

  it.each(Object.keys(UNWATCHED))(
    'is still written and not watched: %s',
    kind => {
      expect(emitted.has(kind)).toBe(true);
      expect(watched.has(kind)).toBe(false);
    },
  );
});

describe('what the read loop promises to watch', () => {
  it.each(Object.entries(PROMISED))('of %s', (_system, kinds) => {
    expect(kinds.filter(kind => !watched.has(kind))).toEqual([]);
  });

  it('is all that it watches', () => {
    expect(Object.values(PROMISED).flat().sort()).toEqual([...watched].sort());
  });
});

describe('what the reference of systems says is watched', () => {
  const rows = readFileSync(SYSTEMS_PAGE, 'utf8')
    .split('<!-- end of the systems -->')[0]
    .split('\n')
    .filter(line => line.startsWith('| '))
    .slice(2)
    .map(line => line.split(' | ').map(cell => cell.replace(/^\| /, '').trim()))
    .map(([system, , kinds]): [string, string[]] => [
      system,
      [...kinds.matchAll(/`([^`]+)`/g)].map(([, kind]) =>
        kind.includes('/') ? kind : `/${kind}`,
      ),
    ]);

  it('is a line for each system', () => {
    expect(rows.length).toBeGreaterThan(15);
    // Code is no object of a cluster; what runs it is in other lines.
    expect(rows.filter(([, kinds]) => kinds.length === 0)).toEqual([
      ['Code to begin with', []],
    ]);
  });

  it.each(rows)('is so: %s', (_system, kinds) => {
    expect(kinds.filter(kind => !watched.has(kind))).toEqual([]);
  });
});
