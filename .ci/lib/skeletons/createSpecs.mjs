const CLUSTER = 'eu-1';

/**
 * An example of a landing zone as the skeletons are tried in it: on one cluster, and with
 * the certificate by which its shared database is known.
 */
export function createZone(example) {
  const { clusters, database } = example.spec;
  return {
    ...example,
    spec: {
      ...example.spec,
      clusters: clusters.filter(({ name }) => name === CLUSTER),
      database: { ...database, caConfigMap: 'shared-pg-ca' },
    },
  };
}

/**
 * The modules of a runtime that are tried: what each of them is differs as much as it can.
 * By role, since their names begin with the runtime. What a spec can leave out, some do.
 */
export function createSpecs(runtime, zone, { metricsPort }) {
  const name = role => `${runtime}-${role}`;
  const spec = (role, { kind, workload, observability, ...others }) => ({
    apiVersion: 'orchestr8.io/v1alpha1',
    kind: 'Module',
    metadata: {
      name: name(role),
      owner: 'group:default/guests',
      // They may read the events of one another.
      system: 'skeletons',
    },
    spec: {
      landingZone: zone.metadata.name,
      workload: { kind, runtime, ...workload },
      placements: [{ environment: 'production', cluster: CLUSTER }],
      observability: { traces: { samplingPercent: 5 }, ...observability },
      ...others,
    },
  });
  const toSpecs = {
    plain: {
      kind: 'service',
      observability: { metrics: { path: '/internal/metrics' } },
    },
    visits: {
      kind: 'service',
      data: { postgresql: {} },
      events: { bus: 'nats', publishes: [{ name: 'visits' }] },
      observability: { metrics: {} },
    },
    counter: {
      kind: 'service',
      workload: { probes: toProbes('/started', '/alive', '/ready') },
      // Each pod has one connection.
      data: { postgresql: { connectionLimit: 3 } },
      events: {
        bus: 'nats',
        publishes: [{ name: 'visits' }],
        consumes: [{ module: name('visits'), name: 'visits' }],
      },
      observability: { metrics: {} },
    },
    worker: {
      kind: 'worker',
      // One path for all, and metrics on a port of their own.
      workload: { probes: toProbes('/health', '/health', '/health') },
      events: {
        bus: 'nats',
        consumes: [{ module: name('job'), name: 'ticks' }],
      },
      observability: { metrics: { port: metricsPort }, traces: undefined },
    },
    job: {
      kind: 'job',
      workload: { job: { schedule: '7 3 * * *' } },
      data: { postgresql: {} },
      events: {
        bus: 'nats',
        publishes: [{ name: 'ticks', subjects: ['ticked.*', 'other.>'] }],
      },
      observability: { traces: undefined },
    },
    kafka: {
      kind: 'service',
      data: { postgresql: {} },
      events: {
        bus: 'kafka',
        publishes: [{ name: 'visits', partitions: 2 }],
        consumes: [{ module: name('kafka'), name: 'visits' }],
      },
      observability: { metrics: {} },
    },
  };
  return Object.fromEntries(
    Object.entries(toSpecs).map(([role, parts]) => [role, spec(role, parts)]),
  );
}

function toProbes(startup, liveness, readiness) {
  return {
    startup: { path: startup },
    liveness: { path: liveness },
    readiness: { path: readiness },
  };
}
