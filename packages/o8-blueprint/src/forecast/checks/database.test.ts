import type {
  LandingZoneInput,
  ModuleSpecInput,
} from '@orchestr8/backstage-plugin-o8-common';
import { createPlan, removeKind, setField } from '../__testUtils__';
import { forecastModule } from '../forecastModule';
import type { ModulePlan } from '../../types';

type Postgresql = NonNullable<
  NonNullable<ModuleSpecInput['spec']['data']>['postgresql']
>;

const ZONE: Partial<LandingZoneInput['spec']> = {
  database: {
    cluster: 'shared-pg',
    namespace: 'platform-db',
    apiServerCidrs: ['192.0.2.1/32'],
  },
  objectStorage: { url: 's3://backups', cidrs: ['198.51.100.0/24'] },
  secrets: {
    operator: 'external-secrets',
    store: { provider: 'vault', server: 'https://vault.example' },
  },
};

function planOf(
  postgresql: Postgresql,
  recovery: ModuleSpecInput['spec']['recovery'] = { rpo: '2h' },
): ModulePlan {
  return createPlan({
    zone: ZONE,
    spec: {
      workload: { kind: 'service', image: 'ghcr.io/acme/billing:1' },
      data: { postgresql },
      recovery,
      compliance: undefined,
      placements: [{ environment: 'production', cluster: 'eu-1' }],
    },
  });
}

function look(plan: ModulePlan, check: string) {
  const found = forecastModule(plan).checks.find(each => each.check === check);
  return { verdict: found?.verdict, reason: found?.reasons.join(' ') };
}

const dedicated = planOf({ mode: 'dedicated', pitrWindow: '7d' });

describe('databases', () => {
  it('of their own are archived and can go back', () => {
    expect(look(dedicated, 'DB-1')).toEqual({
      verdict: 'satisfied',
      reason: 'Its log is archived every 300 seconds, and 2h may be lost.',
    });
    expect(look(dedicated, 'DB-2')).toEqual({
      verdict: 'satisfied',
      reason: 'One can go back 7 days, and 7d are asked for.',
    });
  });

  it.each<[string, (plan: ModulePlan) => ModulePlan, string]>([
    ['DB-1', removeKind('Cluster'), 'no cluster of its own'],
    ['DB-1', removeKind('ObjectStore'), 'archived nowhere'],
    ['DB-1', setField('Cluster', 'spec.plugins', []), 'archived nowhere'],
    [
      'DB-1',
      setField(
        'Cluster',
        'spec.postgresql.parameters.archive_timeout',
        '9000s',
      ),
      'less often than 2h',
    ],
    ['DB-2', removeKind('ScheduledBackup'), 'no base backups'],
    [
      'DB-2',
      setField('ScheduledBackup', 'spec.method', 'barmanObjectStore'),
      'no base backups',
    ],
    ['DB-2', setField('ScheduledBackup', 'spec.suspend', true), 'no base'],
    ['DB-2', setField('ObjectStore', 'spec.retentionPolicy', '6d'), 'not kept'],
    ['DB-2', setField('ObjectStore', 'spec.retentionPolicy', '9m'), 'not kept'],
  ])('fail %s where the plan does not do it: %#', (check, break_, words) => {
    const found = look(break_(dedicated), check);
    expect(found.verdict).toBe('fails');
    expect(found.reason).toContain(words);
  });

  it('fail where less may be lost than can be archived', () => {
    const plan = planOf({ mode: 'dedicated' }, { rpo: '10s' });
    expect(look(plan, 'DB-1').verdict).toBe('fails');
  });

  it('without an RPO have nothing to be compared with', () => {
    const plan = planOf({ mode: 'dedicated' }, {});
    expect(look(plan, 'DB-1').verdict).toBe('not-checked');
  });

  it('that are shared are what the landing zone promises', () => {
    const shared = planOf({});
    expect(look(shared, 'DB-1').verdict).toBe('at-runtime');
    expect(look(shared, 'DB-2')).toEqual({
      verdict: 'at-runtime',
      reason:
        'The landing zone says that its shared cluster can go back 30d; whether it can is seen when it runs.',
    });
  });

  it('are not asked for where there is none', () => {
    const plan = createPlan();
    expect(look(plan, 'DB-1').verdict).toBe('not-applicable');
    expect(look(plan, 'DB-2').verdict).toBe('not-applicable');
  });
});
