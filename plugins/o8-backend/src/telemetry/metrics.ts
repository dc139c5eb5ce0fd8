/** What is measured under one name. */
export interface MetricDefinition {
  name: string;
  kind: 'counter' | 'histogram' | 'gauge';
  /** As UCUM writes it. */
  unit: string;
  description: string;
  /** What tells its series apart; each is bounded by configuration or code. */
  attributes: readonly string[];
  /** Of a histogram. */
  boundaries?: readonly number[];
}

/** From a write that is nearly free to a database that is about to give up. */
const WORK_SECONDS = [
  0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5,
];
/** From a single change to a fleet that is read in full. */
const LAG_SECONDS = [
  0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300,
];

/**
 * Everything that is measured. No attribute names a module, an entity, an object or a
 * person: there are as many series as clusters, sources, routes and tables, however
 * large the fleet grows. docs/how-to/monitor.md has the same table.
 */
export const METRICS = {
  changeLag: {
    name: 'o8.change.lag',
    kind: 'histogram',
    unit: 's',
    description:
      'From when a watch told a change until it was written, and until its module was judged',
    attributes: ['o8.source', 'o8.stage'],
    boundaries: LAG_SECONDS,
  },
  objectsRead: {
    name: 'o8.objects.read',
    kind: 'counter',
    unit: '{object}',
    description: 'Objects that clusters listed or told of',
    attributes: ['o8.cluster'],
  },
  factsChanged: {
    name: 'o8.facts.changed',
    kind: 'counter',
    unit: '{fact}',
    description: 'Facts that were written, refreshed or removed',
    attributes: ['o8.cluster', 'o8.change'],
  },
  clusterErrors: {
    name: 'o8.cluster.errors',
    kind: 'counter',
    unit: '{error}',
    description: 'What went wrong in reading a cluster, by its kind',
    attributes: ['o8.cluster', 'error.type'],
  },
  clusterLists: {
    name: 'o8.cluster.lists',
    kind: 'counter',
    unit: '{list}',
    description: 'Full lists of a kind that came to their end',
    attributes: ['o8.cluster'],
  },
  clusterWatches: {
    name: 'o8.cluster.watches',
    kind: 'counter',
    unit: '{watch}',
    description: 'Watches that were begun; servers end each after minutes',
    attributes: ['o8.cluster'],
  },
  confirmationAge: {
    name: 'o8.source.confirmation.age',
    kind: 'gauge',
    unit: 's',
    description: 'For how long a source on a cluster was not confirmed',
    attributes: ['o8.cluster', 'o8.source'],
  },
  sources: {
    name: 'o8.sources',
    kind: 'gauge',
    unit: '{source}',
    description: 'Sources by how true they are',
    attributes: ['o8.cluster', 'o8.state'],
  },
  leasesHeld: {
    name: 'o8.leases.held',
    kind: 'gauge',
    unit: '{lease}',
    description: 'Leases that this replica holds',
    attributes: ['o8.lease.class'],
  },
  leasesExpected: {
    name: 'o8.leases.expected',
    kind: 'gauge',
    unit: '{lease}',
    description: 'Leases that all replicas together should hold',
    attributes: ['o8.lease.class'],
  },
  leaseChanges: {
    name: 'o8.lease.changes',
    kind: 'counter',
    unit: '{change}',
    description: 'Leases that this replica took, lost or gave back',
    attributes: ['o8.lease.class', 'o8.change'],
  },
  modulesWaiting: {
    name: 'o8.modules.waiting',
    kind: 'gauge',
    unit: '{module}',
    description: 'Modules that wait for judgement, of all replicas',
    attributes: [],
  },
  fanOutsWaiting: {
    name: 'o8.fan_outs.waiting',
    kind: 'gauge',
    unit: '{fan-out}',
    description: 'Fan-outs that are not at their end, of all replicas',
    attributes: [],
  },
  judgementDuration: {
    name: 'o8.judgement.duration',
    kind: 'histogram',
    unit: 's',
    description:
      'Judging a module: facts, facets, writing; with those of its batch',
    attributes: ['error.type'],
    boundaries: WORK_SECONDS,
  },
  storeUp: {
    name: 'o8.store.up',
    kind: 'gauge',
    unit: '1',
    description: '1 while the store answers, 0 while it does not',
    attributes: [],
  },
  storeDuration: {
    name: 'o8.store.duration',
    kind: 'histogram',
    unit: 's',
    description: 'What the store was asked, waiting for a connection included',
    attributes: ['o8.store', 'db.operation.name', 'error.type'],
    boundaries: WORK_SECONDS,
  },
  indexAge: {
    name: 'o8.index.age',
    kind: 'gauge',
    unit: 's',
    description:
      'Since when the index in memory is known to be that of the store',
    attributes: [],
  },
  indexSnapshots: {
    name: 'o8.index.snapshots',
    kind: 'counter',
    unit: '{snapshot}',
    description: 'Snapshots that the index took because something had changed',
    attributes: [],
  },
  requestDuration: {
    name: 'o8.http.request.duration',
    kind: 'histogram',
    unit: 's',
    description: 'Requests by the template of their route',
    attributes: [
      'http.route',
      'http.request.method',
      'http.response.status_code',
    ],
    boundaries: WORK_SECONDS,
  },
  cacheRequests: {
    name: 'o8.cache.requests',
    kind: 'counter',
    unit: '{request}',
    description: 'Questions to what is kept in memory, and whether it had it',
    attributes: ['o8.cache', 'o8.result'],
  },
} as const satisfies Record<string, MetricDefinition>;
