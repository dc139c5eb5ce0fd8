import type { ModulePlan } from '../../types';
import {
  changeObjects,
  createPlan,
  look,
  removeKind,
  setField,
  SPEC,
} from '../__testUtils__';

const whole = createPlan();

type Change = (plan: ModulePlan) => ModulePlan;
const schedule = (path: string, value: unknown) =>
  setField('Schedule', path, value);
const removeEntity: Change = plan => ({
  ...plan,
  module: plan.module.filter(({ path }) => path !== 'catalog-info.yaml'),
});
const changeOverlays =
  (change: (document: object) => object): Change =>
  plan => ({
    ...plan,
    module: plan.module.map(file =>
      'document' in file && file.path.includes('overlays/')
        ? { ...file, document: change(file.document) }
        : file,
    ),
  });

describe('a check that the plan satisfies', () => {
  it.each<[string, string, Change, string]>([
    [
      'VUL-4',
      'with a tag only',
      changeOverlays(each => ({
        ...each,
        images: [{ name: 'ghcr.io/acme/billing', newName: 'a', newTag: '1' }],
      })),
      'Not pinned by a digest: a:1.',
    ],
    [
      'VUL-4',
      'without a workload',
      removeKind('Deployment'),
      'No workload is planned.',
    ],
    [
      'MON-1',
      'without a monitor',
      removeKind('ServiceMonitor'),
      'No monitor tells Prometheus of its metrics.',
    ],
    [
      'MON-1',
      'without a hole for Prometheus',
      removeKind('NetworkPolicy'),
      'Prometheus is not let in.',
    ],
    [
      'HA-1',
      'with one replica',
      setField('Deployment', 'spec.replicas', 1),
      'There may be a single replica.',
    ],
    [
      'HA-1',
      'without a number',
      setField('Deployment', 'spec.replicas', undefined),
      'There may be a single replica.',
    ],
    [
      'HA-1',
      'without a budget',
      removeKind('PodDisruptionBudget'),
      'No PodDisruptionBudget keeps replicas while nodes drain.',
    ],
    [
      'HA-1',
      'with a budget of others',
      setField('PodDisruptionBudget', 'spec.selector.matchLabels', { a: 'b' }),
      'No PodDisruptionBudget keeps replicas while nodes drain.',
    ],
    [
      'HA-1',
      'without spread',
      setField(
        'Deployment',
        'spec.template.spec.topologySpreadConstraints',
        [],
      ),
      'Replicas are not spread over zones.',
    ],
    [
      'HA-2',
      'with a small quota',
      setField('ResourceQuota', 'spec.hard.pods', '2'),
      '4 pods at most do not fit into the quota.',
    ],
    [
      'HA-2',
      'without a quota',
      removeKind('ResourceQuota'),
      'No ResourceQuota says how much room there is.',
    ],
    [
      'HA-1',
      'spread over nodes only',
      setField('Deployment', 'spec.template.spec.topologySpreadConstraints', [
        { topologyKey: 'kubernetes.io/hostname' },
      ]),
      'Replicas are not spread over zones.',
    ],
    [
      'HA-1',
      'with a budget that lets none go',
      setField('PodDisruptionBudget', 'spec.maxUnavailable', 0),
      'Its PodDisruptionBudget lets no node drain.',
    ],
    [
      'HA-2',
      'with the quota of another namespace',
      setField('ResourceQuota', 'metadata.namespace', 'other'),
      'No ResourceQuota says how much room there is.',
    ],
    [
      'BK-1',
      'where Velero does not read it',
      schedule('metadata.namespace', 'billing'),
      'No schedule backs its namespace up.',
    ],
    [
      'BK-3',
      'with a policy that may skip volumes',
      schedule('spec.template.resourcePolicy', {
        kind: 'configmap',
        name: 'skip',
      }),
      'No schedule backs its volumes up.',
    ],
    [
      'BK-1',
      'without a schedule',
      removeKind('Schedule'),
      'No schedule backs its namespace up.',
    ],
    [
      'BK-1',
      'with a paused schedule',
      schedule('spec.paused', true),
      'No schedule backs its namespace up.',
    ],
    [
      'BK-1',
      'with another namespace',
      schedule('spec.template.includedNamespaces', ['other']),
      'No schedule backs its namespace up.',
    ],
    [
      'BK-1',
      'with an exclusion',
      schedule('spec.template.excludedNamespaces', ['billing']),
      'No schedule backs its namespace up.',
    ],
    [
      'BK-1',
      'with a selector',
      schedule('spec.template.labelSelector', { matchLabels: {} }),
      'No schedule backs its namespace up.',
    ],
    [
      'BK-1',
      'with some kinds only',
      schedule('spec.template.includedResources', ['pods']),
      'No schedule backs its namespace up.',
    ],
    [
      'BK-1',
      'with a schedule that never runs',
      schedule('spec.schedule', '@daily'),
      'No schedule backs its namespace up.',
    ],
    [
      'BK-2',
      'with days between',
      schedule('spec.schedule', '0 3 * * *'),
      'Backups are further apart than 2h.',
    ],
    [
      'BK-3',
      'without the claim',
      removeKind('PersistentVolumeClaim'),
      'Not in any backup: data.',
    ],
    [
      'BK-3',
      'with an excluded claim',
      plan =>
        changeObjects(plan, object =>
          object.kind === 'PersistentVolumeClaim'
            ? {
                ...object,
                metadata: {
                  ...object.metadata,
                  labels: { 'velero.io/exclude-from-backup': 'true' },
                },
              }
            : object,
        ),
      'Not in any backup: data.',
    ],
    [
      'BK-3',
      'without volumes in the backup',
      schedule('spec.template.snapshotVolumes', false),
      'No schedule backs its volumes up.',
    ],
    [
      'BK-5',
      'with a short life',
      schedule('spec.template.ttl', '24h0m0s'),
      'Backups end before 8 days: two intervals, twice the RPO and the retention are the least.',
    ],
    [
      'BK-5',
      'with a life that nobody can read',
      schedule('spec.template.ttl', undefined),
      'Backups end before 8 days: two intervals, twice the RPO and the retention are the least.',
    ],
    [
      'BK-6',
      'with snapshots that stay',
      schedule('spec.template.snapshotMoveData', false),
      'Snapshots stay where the volumes are, and are lost with them.',
    ],
    ['DR-5', 'without an entity', removeEntity, 'No entity is planned.'],
    ['GOV-1', 'without an entity', removeEntity, 'No entity says who owns it.'],
  ])('%s fails %s', (check, _, change, reason) => {
    expect(look(check, whole).verdict).toBe('satisfied');
    // Some clusters have one pod fewer: it is the worst that counts.
    const after = look(check, change(whole));
    expect(after.verdict).toBe('fails');
    expect(after.reasons.join(' ')).toContain(reason);
  });

  it.each(['VUL-4', 'HA-1', 'HA-2', 'RBAC-3'])(
    '%s is not known of an overlay that is not understood',
    check => {
      const plan = changeOverlays(each => ({ ...each, components: ['../x'] }))(
        whole,
      );
      expect(look(check, plan)).toMatchObject({
        verdict: 'not-checked',
        reasons: ['Not understood: the overlay has "components".'],
      });
    },
  );
});

describe('what a landing zone or module decides', () => {
  const { workload } = SPEC;
  it.each<[string, Parameters<typeof createPlan>[0], string, string[]]>([
    [
      'VUL-4',
      { spec: { workload: { ...workload, image: 'ghcr.io/acme/billing:1' } } },
      'fails',
      ['spec.workload.image'],
    ],
    [
      'VUL-4',
      { spec: { workload: { ...workload, image: undefined } } },
      'at-runtime',
      ['spec.workload.image'],
    ],
    [
      'VUL-4',
      {
        spec: { workload: { ...workload, image: undefined } },
        zone: { placeholderImage: 'a/b:1' },
      },
      'fails',
      ['spec.placeholderImage'],
    ],
    ['LOG-1', { zone: { logging: undefined } }, 'fails', ['spec.logging']],
    [
      'MON-1',
      { spec: { observability: undefined } },
      'fails',
      ['spec.observability.metrics'],
    ],
    [
      'MON-1',
      { spec: { observability: undefined }, zone: { monitoring: undefined } },
      'fails',
      ['spec.monitoring'],
    ],
    [
      'HA-3',
      { zone: { traffic: { kind: 'none' } } },
      'fails',
      ['spec.traffic.kind'],
    ],
    [
      'HA-3',
      { spec: { placements: [] } },
      'fails',
      ['spec.placements', 'spec.clusters[].region'],
    ],
    [
      'HA-1',
      { spec: { workload: { ...workload, replicas: 1 } } },
      'fails',
      ['spec.workload.replicas'],
    ],
    [
      'HA-1',
      {
        spec: {
          workload: {
            ...workload,
            autoscaling: { minReplicas: 1, maxReplicas: 3, cpuPercent: 50 },
          },
          placements: [],
        },
      },
      'fails',
      ['spec.workload.autoscaling.minReplicas'],
    ],
    [
      'BK-2',
      { spec: { recovery: { tier: 'critical' } } },
      'not-checked',
      ['spec.recovery.rpo'],
    ],
    [
      'DR-5',
      { spec: { recovery: { tier: 'critical' } } },
      'fails',
      ['spec.recovery.rpo', 'spec.recovery.rto'],
    ],
    [
      'BK-6',
      { zone: { backup: { moveData: false } } },
      'fails',
      ['spec.backup.moveData'],
    ],
    [
      'CHG-4',
      { spec: { placements: [] } },
      'not-applicable',
      ['spec.placements'],
    ],
  ])('%s with %j is %s', (check, changes, verdict, fields) => {
    const found = look(check, createPlan(changes));
    expect([found.verdict, found.changes.map(({ field }) => field)]).toEqual([
      verdict,
      fields,
    ]);
  });

  it('is not proven that anything leads the callers of a service to another region', () => {
    expect(look('HA-3', whole)).toMatchObject({
      verdict: 'not-checked',
      changes: [{ document: 'module', field: 'spec.exposure' }],
    });
    const worker = createPlan({
      spec: { workload: { ...workload, kind: 'worker' } },
    });
    expect(look('HA-3', worker).verdict).toBe('satisfied');
    expect(look('HA-3', removeKind('Application')(worker))).toMatchObject({
      verdict: 'fails',
      reasons: ['It is in 0 regions that are known, and needs two.'],
    });
  });

  it('counts what an autoscaler may start', () => {
    const plan = createPlan({
      spec: {
        placements: [],
        workload: {
          ...workload,
          autoscaling: { minReplicas: 2, maxReplicas: 8, cpuPercent: 50 },
        },
      },
    });
    expect(look('HA-1', plan).verdict).toBe('satisfied');
    expect(look('HA-2', plan).reasons).toEqual([
      '10 pods at most fit into the quota.',
    ]);
  });
});
