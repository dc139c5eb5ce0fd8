import type { ModuleSpecInput } from '@orchestr8/backstage-plugin-o8-common';
import { findPromQlProblem } from '../../__testUtils__/findPromQlProblem';
import { onlyOf, planWith } from '../../__testUtils__/planWith';
import { readField, readList } from '../../forecast/readField';
import type { ModulePlan } from '../../types';
import { alertsRunbook } from './alertsRunbook';
import { prometheusRule } from './prometheusRule';

type Spec = ModuleSpecInput['spec'];

const METRICS = { port: 9_090 };
const SLO = { availabilityPercent: 99.9 };
const CHART = {
  repository: 'https://charts.example',
  name: 'thing',
  version: '1.2.3',
  service: 'thing-web',
  port: 3_000,
};
const JOB: Spec['workload'] = {
  kind: 'job',
  job: { schedule: '7 3 * * *', timeoutMinutes: 30 },
};

/** All rules of a module. */
function rulesIn(plan: ModulePlan): unknown[] {
  const groups = readList(onlyOf(prometheusRule, plan), 'spec.groups');
  return groups.flatMap(group => readList(group, 'rules'));
}

/** The expressions of its alerts, or of what it records, by name. */
function expressionsOf(plan: ModulePlan, kind = 'alert'): [unknown, unknown][] {
  return rulesIn(plan)
    .filter(rule => readField(rule, kind) !== undefined)
    .map(rule => [readField(rule, kind), readField(rule, 'expr')]);
}

const alertsOf = (
  workload: Spec['workload'],
  more: Partial<Spec> = {},
  alerts: object = {},
) =>
  Object.fromEntries(
    expressionsOf(planWith(workload, { ...more, observability: { alerts } })),
  );

describe('the rules of a module', () => {
  it.each<
    [string, Spec['workload'], Spec['observability'], 'none' | 'sidecar']
  >([
    ['a service', { kind: 'service' }, { metrics: METRICS, slo: SLO }, 'none'],
    [
      'a service behind a sidecar',
      { kind: 'service' },
      { slo: { ...SLO, latency: '250ms' } },
      'sidecar',
    ],
    [
      'a chart behind a sidecar',
      { kind: 'service', chart: CHART },
      { slo: { ...SLO, latency: '1s' } },
      'sidecar',
    ],
    ['a worker', { kind: 'worker' }, {}, 'none'],
    ['a job', JOB, {}, 'none'],
  ])('of %s are PromQL, and all explained', (_, workload, more, mesh) => {
    const plan = planWith(
      workload,
      { observability: { ...more, alerts: {} } },
      mesh,
    );
    const rules = rulesIn(plan);
    expect(rules.length).toBeGreaterThan(4);
    for (const rule of rules) {
      const expr = String(readField(rule, 'expr'));
      expect([expr, findPromQlProblem(expr)]).toEqual([expr, undefined]);
      expect(readField(rule, 'labels')).toMatchObject({ module: 'shop' });
    }
    const page = plan.module.find(
      ({ path }) => path === 'docs/runbooks/alerts.md',
    );
    const text = page && 'text' in page ? page.text : '';
    for (const [name] of expressionsOf(plan)) {
      expect(text).toContain(`\n## ${name}\n`);
    }
  });

  it('are found by Prometheus, and say whom they concern', () => {
    const plan = planWith(
      { kind: 'worker' },
      { observability: { alerts: { restarts: 7 } } },
    );
    const rule = onlyOf(prometheusRule, plan);
    expect(rule.metadata).toEqual({
      name: 'shop',
      labels: {
        release: 'prometheus',
        'app.kubernetes.io/name': 'shop',
        'orchestr8.io/module': 'shop',
        'backstage.io/kubernetes-id': 'shop',
      },
    });
    const [restarting] = rulesIn(plan);
    expect(restarting).toEqual({
      alert: 'ModuleRestarting',
      expr: 'sum(increase(kube_pod_container_status_restarts_total{namespace="shop"}[1h])) >= 7',
      labels: {
        severity: 'warning',
        module: 'shop',
        owner: 'group:default/shop-team',
        team: 'shop-team',
      },
      annotations: {
        summary:
          'Containers of shop restart: {{ $value | humanize }} times in the last hour',
        description: 'Its spec says that 7 restarts in an hour are too many.',
        runbook_url:
          'https://git.example/m/shop/raw/main/docs/runbooks/alerts.md#modulerestarting',
      },
    });
  });

  it('are there only where somebody asked for them', () => {
    const plan = planWith({ kind: 'service' }, { observability: { logs: {} } });
    expect(prometheusRule.emit(plan)).toEqual([]);
    expect(alertsRunbook(plan)).toBeUndefined();
  });
});

describe('objectives', () => {
  const withSlo = (slo: NonNullable<Spec['observability']>['slo']) =>
    planWith({ kind: 'service' }, { observability: { metrics: METRICS, slo } });
  const burns = (percent: number) =>
    expressionsOf(withSlo({ availabilityPercent: percent })).map(([, expr]) =>
      String(expr).match(/> [\d.e-]+/g),
    );

  it.each([
    [99.9, ['> 0.0144', '> 0.0144', '> 0.006', '> 0.006']],
    [99.95, ['> 0.0072', '> 0.0072', '> 0.003', '> 0.003']],
    [99.999, ['> 0.000144', '> 0.000144', '> 0.00006', '> 0.00006']],
  ])('of %d %% wake somebody up at these shares', (percent, shares) => {
    const [page, ticket] = burns(percent);
    expect(page).toEqual(shares);
    expect(ticket).toHaveLength(4);
  });

  it('that are low leave out what cannot happen, and say so', () => {
    // 14.4 times a tenth would be more than all requests.
    expect(burns(90)[0]).toEqual(['> 0.6', '> 0.6']);
    expect(burns(50)).toEqual([['> 0.5', '> 0.5']]);
    const plan = withSlo({ availabilityPercent: 50 });
    expect(plan.notes).toContain(
      'Nobody is woken up if all requests fail: 50 % of availability promise too little for that',
    );
    expect(withSlo(SLO).notes).toEqual(
      expect.not.arrayContaining([expect.stringContaining('woken')]),
    );
  });

  it('are measured once for each window that an alert asks for', () => {
    const plan = withSlo({ ...SLO, latency: '250ms' });
    const recorded = expressionsOf(plan, 'record').map(([name]) => name);
    expect(new Set(recorded).size).toBe(14);
    const asked = expressionsOf(plan).flatMap(([, expr]) =>
      String(expr).match(/module:[a-z_]+:ratio_rate\w+/g),
    );
    expect(new Set(asked)).toEqual(new Set(recorded));
  });

  it.each([
    ['250ms', 'le="0.25"'],
    ['1s', 'le=~"1(\\\\.0)?"'],
    ['2500ms', 'le="2.5"'],
  ] as const)('of a latency of %s ask for the bound %s', (latency, bound) => {
    const [, slow] = expressionsOf(
      withSlo({ ...SLO, latency }),
      'record',
    ).filter(([name]) => /rate5m$/.test(String(name)));
    expect(slow).toEqual([
      'module:slow_requests:ratio_rate5m',
      expect.stringContaining(
        `http_server_request_duration_seconds_bucket{namespace="shop",${bound}}[5m]`,
      ),
    ]);
  });

  it('of a chart are about what its callers see', () => {
    const plan = planWith(
      { kind: 'service', chart: CHART },
      { observability: { slo: SLO } },
      'sidecar',
    );
    const [[, first]] = expressionsOf(plan, 'record');
    expect(first).toContain(
      'istio_requests_total{reporter="destination",destination_workload_namespace="shop",destination_service_name="thing-web",response_code=~"5.."}[5m]',
    );
  });
});

describe('alerts about what runs', () => {
  it('know Deployments, Rollouts and jobs apart', () => {
    expect(Object.keys(alertsOf({ kind: 'worker' })).slice(0, 3)).toEqual([
      'ModuleRestarting',
      'ModuleUnavailable',
      'ModuleReplicasMissing',
    ]);
    expect(Object.keys(alertsOf({ kind: 'service', chart: CHART }))).toEqual(
      expect.not.arrayContaining(['ModuleReplicasMissing']),
    );
    const job = alertsOf(JOB);
    expect(Object.keys(job)).not.toContain('ModuleUnavailable');
    // A day, half an hour to run and a quarter of an hour.
    expect(job.ModuleJobOverdue).toContain(`> ${(24 * 60 + 45) * 60} unless`);
  });

  it('do not take a database or migrations beside a module for it', () => {
    const { ModuleUnavailable } = alertsOf({ kind: 'worker' });
    const [, pattern] = /pod=~"([^"]+)"/.exec(String(ModuleUnavailable)) ?? [];
    const isOwn = (pod: string) => new RegExp(`^(?:${pattern})$`).test(pod);
    expect(isOwn('shop-7d9f8b6c5d-x2x4q')).toBe(true);
    expect(isOwn('shop-db-1')).toBe(false);
    // It is ready while it runs, and tries again for a quarter of an hour.
    expect(isOwn('shop-migrations-x2x4q')).toBe(false);
  });
});

describe('alerts about backups', () => {
  const volumes = (backup: boolean) => [
    {
      name: 'data',
      mountPath: '/data',
      size: '1Gi',
      accessMode: 'ReadWriteMany' as const,
      backup,
    },
  ];

  it.each([
    ['its RPO, of volumes', true, '36h', 36 * 60],
    // What has no volumes is in git: a backup that is late loses nothing more.
    ['its schedule, without them', false, '36h', 25 * 60],
    ['its schedule, without an objective', true, undefined, 25 * 60],
  ])('go by %s', (_, backup, rpo, minutes) => {
    const alerts = alertsOf(
      { kind: 'worker', volumes: volumes(backup) },
      { recovery: { ...(rpo && { rpo }) } },
    );
    expect(alerts.ModuleBackupOld).toBe(
      `time() - max(velero_backup_last_successful_timestamp{schedule="shop"}) > ${
        minutes * 60
      }`,
    );
    expect(alerts.ModuleBackupUnknown).toMatch(/^absent\(velero_backup/);
  });

  it('are about a database too that a module has for itself', () => {
    const plan = planWith(
      { kind: 'worker' },
      { observability: { alerts: {} } },
    );
    const context = (mode: 'shared' | 'dedicated') => {
      const spec = structuredClone(plan.spec);
      spec.spec.data = {
        postgresql: { mode, extensions: [], connectionLimit: 20 },
      };
      return { ...plan, spec };
    };
    const names = (mode: 'shared' | 'dedicated') =>
      JSON.stringify(prometheusRule.emit(context(mode)));
    expect(names('shared')).not.toContain('ModuleDatabase');
    expect(names('dedicated')).toContain('ModuleDatabaseNotArchived');
    expect(names('dedicated')).toContain(
      'barman_cloud_cloudnative_pg_io_last_available_backup_timestamp{namespace=\\"shop\\",pod=~\\"shop-db-[0-9]+\\"}) > 97200',
    );
  });
});
