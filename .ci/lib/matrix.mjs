import { pairwise } from './pairwise.mjs';

const MESHES = ['none', 'sidecar', 'ambient'];
const OPERATORS = ['external-secrets', 'sealed-secrets'];
const BUSES = ['nats', 'kafka'];
const STRATEGIES = ['rolling', 'weights', 'canary'];

/** What a public or private module may be beside the systems of the maximal one. */
const DIMENSIONS = {
  kind: ['service', 'worker', 'job', 'chart'],
  bus: ['none', ...BUSES],
  database: ['none', 'shared', 'dedicated'],
  exposure: ['internal', 'public'],
  strategy: STRATEGIES,
  clusters: [1, 2],
  image: ['placeholder', 'image'],
};

/**
 * Landing zones of every mesh with every operator of secrets, made from an example that
 * has all systems; what else a zone may have alternates.
 */
export function createZones(base) {
  return MESHES.flatMap((mode, row) =>
    OPERATORS.map((operator, column) => {
      const isOdd = (row + column) % 2 === 1;
      return {
        ...base,
        metadata: { ...base.metadata, name: `${mode}-${operator}` },
        spec: {
          ...base.spec,
          mesh: { mode, namespace: 'istio-system' },
          ...(mode === 'none' && { egress: { mode: 'cidr' } }),
          ...toSecrets(base.spec, operator),
          gateway: {
            ...base.spec.gateway,
            ...(isOdd && { passthroughListener: 'passthrough' }),
          },
          monitoring: { ...base.spec.monitoring, serviceAccount: 'prometheus' },
          rollouts: { gatewayApi: true },
          // A canary and what it replaces are there at once.
          quota: {
            cpu: '64',
            memory: '128Gi',
            memoryLimit: '256Gi',
            pods: 200,
          },
          logging: isOdd
            ? { operator: 'logging-operator', output: 'central' }
            : { operator: 'fluent-operator' },
          ci: isOdd ? 'gitlab' : 'github',
          traffic: isOdd
            ? { kind: 'load-balancer', healthPath: '/.well-known/health' }
            : base.spec.traffic,
        },
      };
    }),
  );
}

/** With Sealed Secrets there is no store, so the platform brings what it would hold. */
function toSecrets({ events }, operator) {
  return operator === 'external-secrets'
    ? {}
    : {
        // None is needed to write what is sealed already.
        secrets: { operator },
        events: {
          nats: { ...events.nats, credentials: 'provided' },
          kafka: { ...events.kafka, credentials: 'provided' },
        },
      };
}

/** The maximal module with every bus and every way to deliver. */
export function createMaximal(base, zone) {
  return BUSES.flatMap(bus =>
    STRATEGIES.map(strategy =>
      toModule(
        base,
        zone,
        {
          kind: 'service',
          bus,
          strategy,
          database: 'dedicated',
          exposure: needsGateway(zone, strategy) ? 'public' : 'internal',
          clusters: 2,
          image: 'image',
        },
        `max-${bus}-${strategy}`,
      ),
    ),
  );
}

/** Every two choices of a module together at least once. */
export function createPairs(base, zone) {
  return pairwise(DIMENSIONS).map((choice, index) =>
    toModule(base, zone, choice, `pair-${index}`),
  );
}

/** Without sidecars only a gateway can shift requests. */
function needsGateway({ spec }, strategy) {
  return strategy !== 'rolling' && spec.mesh.mode !== 'sidecar';
}

/** A module that makes these choices, as far as they are one for its kind and its zone. */
function toModule(base, zone, choice, name) {
  const { kind } = choice;
  const isService = kind === 'service' || kind === 'chart';
  const isPublic = isService && choice.exposure === 'public';
  const isPassed =
    isPublic &&
    zone.spec.gateway.passthroughListener !== undefined &&
    // The gateway cannot shift what it does not read.
    choice.strategy === 'rolling';
  const clusters = zone.spec.clusters.slice(0, choice.clusters);
  return {
    ...base,
    metadata: { ...base.metadata, name, title: name },
    spec: {
      landingZone: zone.metadata.name,
      workload: toWorkload(base, choice, isPassed),
      placements: clusters.map(({ name: cluster, environment }, index) => ({
        cluster,
        environment,
        ...(clusters.length > 1 && { promotionOrder: index + 1 }),
      })),
      ...(isService && {
        exposure: toExposure(zone, name, { isPublic, isPassed }),
      }),
      ...(choice.bus !== 'none' && { events: toEvents(choice.bus, name) }),
      ...toData(choice, zone),
      secrets: [toSecret(zone, clusters)],
      observability: toObservability(choice, zone),
      delivery: toDelivery(choice, zone, isPublic),
      compliance: {
        frameworks: ['soc2', 'hipaa'],
        dataClassification: 'phi',
        retentionDays: 2190,
      },
      recovery: {
        tier: 'standard',
        ...(choice.clusters > 1 &&
          isService && {
            failover: { mode: 'active-active', automatic: true },
          }),
      },
    },
  };
}

function toWorkload({ spec: { workload } }, { kind, image }, isPassed) {
  if (kind === 'chart') {
    return {
      kind: 'service',
      chart: {
        repository: 'https://charts.example/stable',
        name: 'thing',
        version: '1.2.3',
        selector: { 'app.kubernetes.io/name': 'thing' },
        service: 'thing-web',
        port: 3000,
        kinds: [{ group: 'apps', kind: 'Deployment' }],
      },
    };
  }
  const { probes, autoscaling, volumes, image: pinned, ...others } = workload;
  return {
    ...others,
    kind,
    // What health data is on has backups.
    volumes: volumes.filter(({ backup }) => backup),
    ...(image === 'image' && { image: pinned }),
    // Those of a module that ends TLS itself would need a port of their own.
    ...(kind === 'service' && { autoscaling, ...(!isPassed && { probes }) }),
    ...(kind === 'job' && { job: { schedule: '7 3 * * *' } }),
  };
}

function toExposure({ spec }, name, { isPublic, isPassed }) {
  const { rateLimits, authentication } = spec.gateway;
  const atGateway = {
    ...(rateLimits && { rateLimitPerMinute: 60 }),
    ...(authentication && { authentication: true }),
  };
  return isPublic
    ? {
        kind: 'public',
        host: `${name}.${spec.domain}`,
        tls: isPassed ? 'passthrough' : 'terminate',
        ...(!isPassed && { paths: ['/api'], ...atGateway }),
      }
    : { kind: 'internal' };
}

function toEvents(bus, name) {
  return {
    bus,
    publishes: [
      bus === 'nats'
        ? { name: 'orders', subjects: ['created', 'paid.>'] }
        : { name: 'orders', partitions: 6, retention: '3d' },
    ],
    consumes: [{ module: name, name: 'orders' }],
  };
}

function toData({ database, kind, clusters }, zone) {
  // Sealed Secrets cannot hand one password to two namespaces, or to two regions.
  const isSealed = zone.spec.secrets.operator === 'sealed-secrets';
  if (database === 'none' || (isSealed && clusters > 1)) {
    return {};
  }
  const migrations = { command: ['/app/migrate'] };
  const mode = isSealed ? 'dedicated' : database;
  return {
    data: {
      postgresql: {
        mode,
        extensions: ['pg_trgm'],
        pitrWindow: '14d',
        ...(kind !== 'chart' && { migrations }),
        ...(mode === 'shared' && clusters > 1 && { perCluster: true }),
        ...(mode === 'dedicated' && {
          instances: 3,
          size: '20Gi',
          primary: zone.spec.clusters[0].name,
        }),
      },
    },
  };
}

function toSecret({ spec }, clusters) {
  const secret = { name: 'partner', keys: ['PARTNER_TOKEN'] };
  return spec.secrets.operator === 'external-secrets'
    ? { ...secret, path: 'partner' }
    : {
        ...secret,
        sealed: Object.fromEntries(
          clusters.map(({ name }) => [name, { PARTNER_TOKEN: 'AgBy3i4OJSWK' }]),
        ),
      };
}

function toObservability({ kind, strategy }, { spec }) {
  const isSidecar = spec.mesh.mode === 'sidecar';
  // Sidecars count requests for the charts of others, and for the judge of a canary.
  const isCounted = kind === 'service' || (kind === 'chart' && isSidecar);
  const port = isSidecar && strategy === 'canary' ? {} : { port: 9090 };
  return {
    ...(kind !== 'job' && { metrics: { path: '/metrics', ...port } }),
    ...(kind !== 'chart' && { traces: { samplingPercent: 5 } }),
    logs: { format: 'json' },
    alerts: { restarts: 3 },
    ...(isCounted && {
      slo: { availabilityPercent: 99.9, latency: '1s' },
    }),
  };
}

function toDelivery({ kind, strategy, clusters }, zone, isPublic) {
  const promotion = clusters > 1 ? { promotion: 'pull-request' } : {};
  const canShift =
    kind === 'service' && (isPublic || zone.spec.mesh.mode === 'sidecar');
  if (!canShift || strategy === 'rolling') {
    return promotion;
  }
  return strategy === 'weights'
    ? { ...promotion, strategy, weights: { stable: 90, canary: 10 } }
    : {
        ...promotion,
        strategy,
        steps: [{ weightPercent: 10 }, { weightPercent: 50, pauseMinutes: 10 }],
        ...(zone.spec.mesh.mode !== 'none' && { successRatePercent: 99 }),
      };
}
