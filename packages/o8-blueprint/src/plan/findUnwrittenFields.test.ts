import {
  formatProblem,
  moduleSpecSchema,
  type ModuleSpecInput,
} from '@orchestr8/backstage-plugin-o8-common';
import { findUnwrittenFields, listWrittenFields } from './findUnwrittenFields';
import { SYSTEM_FIELDS } from './systemFields';

type Spec = ModuleSpecInput['spec'];

function parse(more: Partial<Spec>) {
  return moduleSpecSchema.parse({
    apiVersion: 'orchestr8.io/v1alpha1',
    kind: 'Module',
    metadata: { name: 'billing', owner: 'group:default/payments' },
    spec: { landingZone: 'acme', workload: { kind: 'service' }, ...more },
  });
}

/** One spec for each field, and where its problem is where its emitter is taken away. */
const USES: Record<string, { spec: Partial<Spec>; path: string }> = {
  ...Object.fromEntries(
    Object.entries({
      runtime: 'node',
      env: { A: 'b' },
      config: { files: { a: 'b' } },
      volumes: [{ name: 'data', mountPath: '/data', size: '1Gi' }],
      probes: {},
      command: ['/a'],
      args: ['b'],
      autoscaling: { minReplicas: 1, maxReplicas: 2, cpuPercent: 50 },
      chart: { repository: 'https://a.example', name: 'a', version: '1.0.0' },
    }).map(([field, value]) => [
      `workload.${field}`,
      {
        spec: { workload: { kind: 'service', [field]: value } },
        path: `spec.workload.${field}`,
      },
    ]),
  ),
  'workload.kind.worker': {
    spec: { workload: { kind: 'worker' } },
    path: 'spec.workload.kind',
  },
  'workload.kind.job': {
    spec: { workload: { kind: 'job', job: { schedule: '1 2 * * *' } } },
    path: 'spec.workload.kind',
  },
  'placements[].host': {
    spec: {
      placements: [
        { environment: 'a', cluster: 'b' },
        { environment: 'a', cluster: 'c', host: 'a.example.com' },
      ],
    },
    path: 'spec.placements[1].host',
  },
  'placements[].promotionOrder': {
    spec: {
      placements: [{ environment: 'a', cluster: 'b', promotionOrder: 1 }],
    },
    path: 'spec.placements[0].promotionOrder',
  },
  'exposure.kind.public': {
    spec: { exposure: { kind: 'public', host: 'a.example.com' } },
    path: 'spec.exposure.kind',
  },
  'events.bus.nats': {
    spec: { events: { bus: 'nats' } },
    path: 'spec.events.bus',
  },
  'events.bus.kafka': {
    spec: { events: { bus: 'kafka' } },
    path: 'spec.events.bus',
  },
  'data.postgresql': {
    spec: { data: { postgresql: {} } },
    path: 'spec.data.postgresql',
  },
  secrets: {
    spec: { secrets: [{ name: 'api', keys: ['KEY'], path: 'a/b' }] },
    path: 'spec.secrets',
  },
  'observability.traces': {
    spec: { observability: { traces: {} } },
    path: 'spec.observability.traces',
  },
  'observability.alerts': {
    spec: { observability: { alerts: {} } },
    path: 'spec.observability.alerts',
  },
  'observability.slo': {
    spec: { observability: { slo: { availabilityPercent: 99.9 } } },
    path: 'spec.observability.slo',
  },
  delivery: { spec: { delivery: {} }, path: 'spec.delivery' },
  'recovery.failover': {
    spec: { recovery: { failover: { mode: 'active-active' } } },
    path: 'spec.recovery.failover',
  },
  'observability.metrics': {
    spec: { observability: { metrics: {} } },
    path: 'spec.observability.metrics',
  },
};

const nothing = new Set<string>();

describe('findUnwrittenFields', () => {
  it('knows a case of every field', () => {
    expect([...SYSTEM_FIELDS].sort()).toEqual(Object.keys(USES).sort());
  });

  it.each(Object.entries(USES))('takes %s', (field, { spec, path }) => {
    expect(findUnwrittenFields(parse(spec))).toEqual([]);
    expect(findUnwrittenFields(parse(spec), nothing)).toContainEqual({
      path,
      message: 'is not written by this version of the blueprint: leave it out',
      kind: 'refused',
    });
    expect(findUnwrittenFields(parse(spec), new Set([field]))).toEqual([]);
  });

  it('names every problem at once, in the order of the fields', () => {
    const used = parse({
      workload: { kind: 'service', runtime: 'go' },
      events: { bus: 'kafka' },
      delivery: { strategy: 'canary' },
    });
    expect(findUnwrittenFields(used, nothing).map(formatProblem)).toEqual([
      expect.stringMatching(/^spec\.workload\.runtime: is not written/),
      expect.stringMatching(/^spec\.events\.bus: is not written/),
      expect.stringMatching(/^spec\.delivery: is not written/),
    ]);
  });

  it('asks for nothing of what a spec only states', () => {
    const stated = parse({
      observability: { logs: { format: 'json' } },
      exposure: { kind: 'internal' },
      compliance: { frameworks: ['soc2'], dataClassification: 'internal' },
      recovery: { rpo: '1h', rto: '2h', drillIntervalDays: 30 },
    });
    expect(findUnwrittenFields(stated, nothing)).toEqual([]);
  });

  it('knows every field that an emitter says it writes', () => {
    expect(
      [...listWrittenFields()].filter(field => !SYSTEM_FIELDS.includes(field)),
    ).toEqual([]);
  });
});
