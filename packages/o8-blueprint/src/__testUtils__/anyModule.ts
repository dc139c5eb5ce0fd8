import fc from 'fast-check';
import type {
  LandingZone,
  ModuleSpec,
  ModuleSpecInput,
} from '@orchestr8/backstage-plugin-o8-common';
import { parseLandingZone } from '../parse/parseLandingZone';
import { toModuleSpec } from '../parse/parseModuleSpec';
import { valueOf } from './examples';
import { anySystems } from './systems';

type Spec = ModuleSpecInput['spec'];
type Workload = Spec['workload'];

const HEAD = { apiVersion: 'orchestr8.io/v1alpha1' } as const;

/** A landing zone that has everything, in one of its meshes and layouts. */
export function createRichZone(
  mesh: LandingZone['spec']['mesh']['mode'],
  more: object = {},
): LandingZone {
  const egress =
    mesh === 'none'
      ? { mode: 'cidr' }
      : {
          mode: 'gateway',
          gateway: {
            namespace: 'istio-egress',
            podLabels: { istio: 'egressgateway' },
          },
        };
  return valueOf(
    parseLandingZone(
      JSON.stringify({
        ...HEAD,
        kind: 'LandingZone',
        metadata: { name: 'rich' },
        spec: {
          git: { url: 'https://git.example', modules: 'm', platform: 'p/apps' },
          clusters: ['eu-1', 'us-1', 'stage-1'].map(name => ({
            name,
            environment: name === 'stage-1' ? 'staging' : 'production',
            region: `${name}-region`,
            default: name === 'eu-1',
          })),
          registry: 'registry.example/modules',
          placeholderImage: 'registry.example/placeholder:1',
          quota: { cpu: '900', memory: '9Ti', memoryLimit: '9Ti', pods: 900 },
          mesh: { mode: mesh },
          egress,
          monitoring: {
            namespace: 'monitoring',
            podLabels: { 'app.kubernetes.io/name': 'prometheus' },
          },
          owners: { prefix: 'oidc:' },
          ...Object.assign({}, ...anySystems.map(({ zone }) => zone)),
          ...more,
        },
      }),
    ),
  );
}

/** Texts that some file could take for more than text. */
export const anyText = fc.oneof(
  fc.constantFrom(
    `it's "quoted" # not: [a, {b}] &c *d !e | > %`,
    '$(id) `id` ${HOME} {{ .x }} {% y %} <%= z %>',
    '- yes: no',
    '| cell | cell |',
    '</script><!-- [x](javascript:y) -->',
    '012',
    'null',
    '~',
    '1e3',
    '=',
    '---',
    '...',
    '\\u0000 \\n "',
  ),
  fc
    .string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 60 })
    .map(text => text.replaceAll('${{', '$ {{').trim())
    .filter(text => text.length > 0),
);

const anyName = fc
  .stringMatching(/^[a-z][a-z0-9]{1,8}(-[a-z0-9]{1,6})?$/)
  .filter(name => !/^(o8|kube)$|^(o8|kube)-|boundary$/.test(name))
  // Out of the way of everything that is reserved.
  .map(name => `m${name}`);

const maybe = <T>(value: fc.Arbitrary<T>) =>
  fc.option(value, { nil: undefined });

const anyEnv = fc.dictionary(
  fc.stringMatching(/^X_[A-Z]{1,6}$/),
  fc.oneof(anyText, fc.constant('')),
  { maxKeys: 3 },
);

const anyResources = fc.constantFrom(
  {},
  { cpu: '250m', memory: '256Mi', memoryLimit: '512Mi' },
);

type Probe = NonNullable<NonNullable<Workload['probes']>['liveness']>;

const anyProbe: fc.Arbitrary<Probe> = fc.oneof(
  fc.constant({}),
  fc.constant({ path: '/healthz', periodSeconds: 7, failureThreshold: 9 }),
  fc.constant({ port: 9_001 }),
  anyText.map(text => ({ command: ['/bin/check', text] })),
);

const anyAutoscaling = fc.constantFrom(
  { minReplicas: 2, maxReplicas: 6, cpuPercent: 70 },
  { minReplicas: 1, maxReplicas: 3, memoryPercent: 80 },
);

const anyContainer = fc.record({
  image: maybe(
    fc.constantFrom(
      'registry.example:5000/a/b:1.2.3',
      `registry.example/a@sha256:${'a'.repeat(64)}`,
    ),
  ),
  command: maybe(fc.tuple(fc.constant('/bin/run'), anyText)),
  args: maybe(fc.array(anyText, { maxLength: 2 })),
  env: maybe(anyEnv),
  config: maybe(
    anyText.map(text => ({
      files: { 'app.conf': `${text}\n\ttext: ${text}\n`, other: text },
    })),
  ),
  resources: anyResources,
});

type Volumes = NonNullable<Workload['volumes']>;

const SHARED = {
  size: '1Gi',
  storageClass: 'shared-files',
  accessMode: 'ReadWriteMany',
} as const;
const sharedVolumes = fc.constant<Volumes>([
  { name: 'uploads', mountPath: '/var/lib/uploads', ...SHARED },
]);

/** A Deployment's replicas: many, as load asks, or one with a volume of its own. */
const anyReplicas = fc.oneof(
  fc.record({
    replicas: fc.integer({ min: 1, max: 4 }),
    volumes: maybe(sharedVolumes),
  }),
  fc.record({ autoscaling: anyAutoscaling, volumes: maybe(sharedVolumes) }),
  fc.record({
    replicas: fc.constant(1),
    volumes: fc.constant<Volumes>([
      { name: 'data', mountPath: '/var/lib/data', size: '1Gi' },
      { name: 'cache', mountPath: '/var/cache/x', size: '1Gi', backup: false },
    ]),
  }),
);

const anyService = fc
  .tuple(
    anyContainer,
    anyReplicas,
    maybe(
      fc.record({
        startup: maybe(anyProbe),
        liveness: anyProbe,
        readiness: maybe(anyProbe),
      }),
    ),
    fc.integer({ min: 1_024, max: 8_999 }),
  )
  .map(
    ([container, replicas, probes, port]): Workload => ({
      kind: 'service',
      ...container,
      ...replicas,
      probes,
      port,
    }),
  );

const anyWorker = fc.tuple(anyContainer, anyReplicas).map(
  ([container, replicas]): Workload => ({
    kind: 'worker',
    ...container,
    ...replicas,
  }),
);

const anyJob = fc
  .tuple(anyContainer, maybe(sharedVolumes), fc.integer({ min: 1, max: 90 }))
  .map(
    ([container, volumes, timeoutMinutes]): Workload => ({
      kind: 'job',
      ...container,
      volumes,
      job: { schedule: '7 3 * * 1-5', retries: 1, timeoutMinutes },
    }),
  );

const quietChart = fc.constantFrom('service' as const, 'worker' as const).map(
  (kind): Workload => ({
    kind,
    chart: {
      repository: 'oci://registry.example:5000/charts',
      name: 'quiet',
      version: 'v0.1.0-rc.1+b.2',
    },
  }),
);

const loudChart = anyText.map(
  (text): Workload => ({
    kind: 'service',
    chart: {
      repository: 'https://charts.example/stable',
      name: 'thing',
      version: '1.2.3',
      values: { text, nested: { list: [text, 1, true, null] } },
      selector: { 'app.kubernetes.io/name': 'thing' },
      service: 'thing-web',
      port: 3_000,
      kinds: [{ group: 'apps', kind: 'StatefulSet' }],
      podSecurity: {
        level: 'baseline',
        owner: 'group:default/platform',
        reason: 'Writes to its own root',
        expires: '2027-06-30',
      },
    },
  }),
);

export const anyWorkload = fc.oneof(
  anyService,
  anyWorker,
  anyJob,
  loudChart,
  quietChart,
);

const anyOverrides = fc.record({
  resources: maybe(
    fc.constant({ cpu: '1', memory: '1Gi', memoryLimit: '1Gi' }),
  ),
  env: maybe(anyEnv),
  scale: fc.oneof(
    fc.constant({}),
    fc.record({ replicas: fc.integer({ min: 1, max: 5 }) }),
    fc.record({ autoscaling: anyAutoscaling }),
  ),
});

type Overrides = typeof anyOverrides extends fc.Arbitrary<infer T> ? T : never;

/** What a workload lets its placements say otherwise. */
function allowed(
  { kind, chart, volumes, autoscaling }: Workload,
  { scale, ...others }: Overrides,
): Partial<NonNullable<Spec['placements']>[number]> {
  if (chart) {
    return {};
  }
  const isAlone =
    kind === 'job' || volumes?.some(({ accessMode }) => !accessMode);
  const isKept = !isAlone && !(autoscaling && 'replicas' in scale);
  return { ...others, ...(isKept && scale) };
}

const anyPlacements = fc.subarray(['eu-1', 'us-1', 'stage-1']).chain(clusters =>
  fc.tuple(
    ...clusters.map(cluster =>
      fc.record({
        cluster: fc.constant(cluster),
        environment: fc.constant(
          cluster === 'stage-1' ? 'staging' : 'production',
        ),
        overrides: anyOverrides,
      }),
    ),
  ),
);

/** What no kind of workload forbids. */
const anySurroundings = fc.record({
  dependsOn: maybe(
    fc.constant([
      { host: 'api.example.com', cidrs: ['203.0.113.0/24'] },
      { host: 'db.example.com', port: 5_432, cidrs: ['198.51.100.7/32'] },
    ]),
  ),
  compliance: maybe(
    fc.constantFrom(
      { frameworks: ['soc2' as const] },
      {
        frameworks: ['soc2' as const, 'hipaa' as const],
        dataClassification: 'phi' as const,
      },
    ),
  ),
  recovery: fc.constantFrom(
    {},
    { tier: 'critical' as const, rpo: '1h', rto: '4h', drillIntervalDays: 90 },
    { schedule: '17 */6 * * *', retentionDays: 45, rpo: '24h' },
  ),
});

/** Modules without systems that have arbitraries of their own. */
const anyPlainModule = fc
  .record({
    name: anyName,
    title: maybe(anyText),
    description: maybe(anyText),
    workload: anyWorkload,
    placements: anyPlacements,
    surroundings: anySurroundings,
    metrics: maybe(
      fc.constantFrom({}, { port: 9_090 }, { path: '/a/metrics', port: 9_090 }),
    ),
    callers: maybe(
      fc.constantFrom('any' as const, 'system' as const, ['mother']),
    ),
    exposure: maybe(fc.constantFrom('internal' as const, 'none' as const)),
  })
  .map(({ name, title, description, ...drawn }) => {
    const { metrics, callers, exposure, workload, placements } = drawn;
    const isReached = workload.kind === 'service' && exposure !== 'none';
    const hasPort = !workload.chart || workload.chart.port || metrics?.port;
    return {
      ...HEAD,
      kind: 'Module' as const,
      metadata: {
        name,
        title,
        description,
        owner: 'group:default/team',
        system: 'voice',
      },
      spec: {
        landingZone: 'rich',
        workload,
        placements: placements.map(({ overrides, ...place }) => ({
          ...place,
          ...allowed(workload, overrides),
        })),
        ...drawn.surroundings,
        ...(workload.kind === 'service' &&
          exposure && { exposure: { kind: exposure } }),
        ...(isReached && { callers }),
        ...(workload.kind !== 'job' &&
          hasPort &&
          metrics && { observability: { metrics, logs: {} } }),
      },
    };
  });

/** Specs that every rich zone takes, with everything that is written. */
export const anyModule: fc.Arbitrary<ModuleSpec> = anyPlainModule
  .chain(input => {
    const { workload, placements } = input.spec;
    const drawn = { name: input.metadata.name, workload, placements };
    return fc
      .tuple(...anySystems.map(({ fields }) => fields(drawn)))
      .map(parts => ({
        ...input,
        spec: parts.reduce<object>(mergeFields, input.spec),
      }));
  })
  .filter(input => toModuleSpec(input).ok)
  .map(input => valueOf(toModuleSpec(input)));

/** Two systems may write into one field, such as "observability" or "placements". */
function mergeFields(before: object, more: object): object {
  const merged: Record<string, unknown> = { ...before };
  for (const [key, value] of Object.entries(more)) {
    const old = merged[key];
    merged[key] =
      isPlain(old) && isPlain(value) ? mergeFields(old, value) : value;
  }
  return merged;
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
