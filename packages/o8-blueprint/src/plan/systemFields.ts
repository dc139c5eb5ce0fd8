/**
 * Fields of specs that need an emitter of their own, below `spec`. An emitter says
 * which of them it writes; the others are refused by name. `<field>.<value>` stands for
 * one value of a field, `<field>[]` for each entry of a list.
 *
 * `observability.logs` is not among them: it states how the module logs, and no object
 * follows from it.
 */
export const SYSTEM_FIELDS: readonly string[] = [
  'workload.runtime',
  'workload.env',
  'workload.config',
  'workload.volumes',
  'workload.probes',
  'workload.command',
  'workload.args',
  'workload.autoscaling',
  'workload.chart',
  'workload.kind.worker',
  'workload.kind.job',
  'placements[].host',
  'placements[].promotionOrder',
  'exposure.kind.public',
  'events.bus.nats',
  'events.bus.kafka',
  'data.postgresql',
  'secrets',
  'observability.metrics',
  'observability.traces',
  'observability.alerts',
  'observability.slo',
  'delivery',
  'recovery.failover',
];
