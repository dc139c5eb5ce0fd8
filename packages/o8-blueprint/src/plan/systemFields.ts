/** What comes with the next version of the blueprint, as the beginning of a sentence. */
const NEXT = {
  skeletons: 'code to begin with comes',
} as const;

/**
 * Fields of specs that need an emitter of their own, below `spec`. An emitter says
 * which of them it writes; the others are refused by name. `<field>.<value>` stands for
 * one value of a field, `<field>[]` for each entry of a list.
 *
 * `observability.logs` is not among them: it states how the module logs, and no object
 * follows from it.
 */
export const SYSTEM_FIELDS: readonly {
  field: string;
  /** Why it is not written yet; absent for what this version writes. */
  because?: string;
}[] = [
  { field: 'workload.runtime', because: NEXT.skeletons },
  { field: 'workload.env' },
  { field: 'workload.config' },
  { field: 'workload.volumes' },
  { field: 'workload.probes' },
  { field: 'workload.command' },
  { field: 'workload.args' },
  { field: 'workload.autoscaling' },
  { field: 'workload.chart' },
  { field: 'workload.kind.worker' },
  { field: 'workload.kind.job' },
  { field: 'placements[].host' },
  { field: 'placements[].promotionOrder' },
  { field: 'exposure.kind.public' },
  { field: 'events.bus.nats' },
  { field: 'events.bus.kafka' },
  { field: 'data.postgresql' },
  { field: 'secrets' },
  { field: 'observability.metrics' },
  { field: 'observability.traces' },
  { field: 'observability.alerts' },
  { field: 'observability.slo' },
  { field: 'delivery' },
  { field: 'recovery.failover' },
];
