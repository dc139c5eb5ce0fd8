import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ModuleSpecInput } from '@orchestr8/backstage-plugin-o8-common';
import { onlyOf, planWith } from '../../__testUtils__/planWith';
import type { ModulePlan } from '../../types';
import { panelsOf } from './panels';
import { prometheusRule } from './prometheusRule';

type Spec = ModuleSpecInput['spec'];

const isThere = spawnSync('promtool', ['--version']).status === 0;
/** Skipped in the open where Prometheus is not installed: `apt-get install prometheus`. */
const withPromtool = isThere ? describe : describe.skip;

const METRICS = { port: 9_090 };
const SLO = { availabilityPercent: 99.9, latency: '250ms' as const };
const CHART = {
  repository: 'https://charts.example',
  name: 'thing',
  version: '1.2.3',
  port: 3_000,
};
const SERVICE = planWith(
  {
    kind: 'service',
    autoscaling: { minReplicas: 2, maxReplicas: 4, cpuPercent: 70 },
  },
  { observability: { alerts: {}, slo: SLO, metrics: METRICS } },
);
const JOB: Spec['workload'] = {
  kind: 'job',
  job: { schedule: '7 * * * *', timeoutMinutes: 5 },
};
const WORKER = planWith(
  { kind: 'worker' },
  // Backed up each hour.
  { observability: { alerts: {} }, recovery: { tier: 'critical' } },
);
const WATCHED_JOB = planWith(JOB, { observability: { alerts: {} } });

/** A series of promtool: how it goes, minute by minute. */
interface Samples {
  series: string;
  values: string;
}

withPromtool('promtool', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'promtool-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const write = (name: string, content: unknown): string => {
    const file = path.join(folder, name);
    // What is JSON is YAML.
    writeFileSync(file, JSON.stringify(content));
    return file;
  };
  /** What promtool complains of. */
  const promtool = (...args: string[]): string => {
    const { status, stdout, stderr } = spawnSync('promtool', args, {
      encoding: 'utf8',
    });
    return status === 0 ? '' : `${status}: ${stdout}${stderr}`;
  };

  /** How what fires after so many minutes is something else. */
  function findSurprise(
    plan: ModulePlan,
    { input, at, firing }: { input: Samples[]; at: number; firing: string[] },
  ): string {
    const expr = 'count by (alertname, severity) (ALERTS{alertstate="firing"})';
    const toSample = (name: string) => {
      const [alertname, severity] = name.split(' ');
      const labels = `alertname="${alertname}", severity="${severity}"`;
      return { labels: `{${labels}}`, value: 1 };
    };
    const exp_samples = firing.map(toSample);
    const rules = write('rules.json', onlyOf(prometheusRule, plan).spec);
    const tests = write('tests.json', {
      rule_files: [rules],
      evaluation_interval: '5m',
      tests: [
        {
          interval: '1m',
          input_series: input,
          promql_expr_test: [{ expr, eval_time: `${at}m`, exp_samples }],
        },
      ],
    });
    return promtool('test', 'rules', tests);
  }

  it.each([
    ['a service', SERVICE],
    [
      'a service behind a sidecar',
      planWith(
        { kind: 'service' },
        { observability: { alerts: {}, slo: SLO } },
        'sidecar',
      ),
    ],
    [
      'a chart behind a sidecar',
      planWith(
        { kind: 'service', chart: CHART },
        { observability: { alerts: {}, slo: { ...SLO, latency: '1s' } } },
        'sidecar',
      ),
    ],
    ['a job', WATCHED_JOB],
  ])('understands rules and dashboard of %s', (_, plan) => {
    const queries = panelsOf(plan).flatMap(panel => panel.queries);
    const dashboard = {
      name: 'dashboard',
      rules: queries.map(({ expr }, at) => ({ record: `panel:${at}`, expr })),
    };
    const files = [
      write('rules.json', onlyOf(prometheusRule, plan).spec),
      write('dashboard.json', { groups: [dashboard] }),
    ];
    expect(promtool('check', 'rules', ...files)).toBe('');
  });

  /** What is well, beside the requests. */
  const calm: Samples[] = [
    {
      series:
        'kube_pod_status_ready{namespace="shop",condition="true",pod="shop-7d9f8b6c5d-x2x4q"}',
      values: '1x3000',
    },
    {
      series: 'velero_backup_last_successful_timestamp{schedule="shop"}',
      values: '0+60x3000',
    },
  ];
  const counted = (status: string, values: string): Samples => ({
    series: `http_server_request_duration_seconds_count{namespace="shop",http_response_status_code="${status}"}`,
    values,
  });
  const fast = (values: string): Samples => ({
    series:
      'http_server_request_duration_seconds_bucket{namespace="shop",le="0.25"}',
    values,
  });

  // An hour at 14.4 times the speed after seven without a failure: of 1000 requests a
  // minute 14.4 of 1000 fail. Over six hours it is too few to be seen.
  it.each([
    ['wakes somebody up above 14.4 times', 15.2, true],
    ['lets people sleep below', 14.1, false],
  ])('%s', (_, failed, wakes) => {
    const surprise = findSurprise(SERVICE, {
      input: [
        ...calm,
        counted('200', '0+1000x490'),
        counted('500', `0x420 ${failed}+${failed}x70`),
        fast(`0+1000x420 ${421_000 + failed}+${1_000 + failed}x70`),
      ],
      at: 490,
      firing: [
        ...(wakes ? ['ModuleErrorBudgetBurn critical'] : []),
        'ModuleErrorBudgetBurn warning',
      ],
    });
    expect(surprise).toBe('');
  });

  it.each([
    ['2 %', 20, ['critical', 'warning']],
    ['0.5 %', 5, ['warning']],
    ['0.05 %', 0.5, []],
    ['no failure at all', 0, []],
  ])('is told by %s, all the time', (_, failed, severities) => {
    const surprise = findSurprise(SERVICE, {
      input: [
        ...calm,
        counted('200', '0+1000x130'),
        ...(failed > 0 ? [counted('503', `0+${failed}x130`)] : []),
        fast(`0+${1_000 + failed}x130`),
      ],
      at: 120,
      firing: severities.map(each => `ModuleErrorBudgetBurn ${each}`),
    });
    expect(surprise).toBe('');
  });

  it('is told by requests that are slow, though all succeed', () => {
    const surprise = findSurprise(SERVICE, {
      input: [...calm, counted('200', '0+1000x130'), fast('0+500x130')],
      at: 120,
      firing: [
        'ModuleLatencyBudgetBurn critical',
        'ModuleLatencyBudgetBurn warning',
      ],
    });
    expect(surprise).toBe('');
  });

  it.each<[string, Samples[], number, string[]]>([
    ['nothing, where all is well', calm, 90, []],
    [
      'restarts',
      [
        ...calm,
        {
          series:
            'kube_pod_container_status_restarts_total{namespace="shop",pod="shop-7d9f8b6c5d-x2x4q"}',
          values: '0x30 0+1x60',
        },
      ],
      60,
      ['ModuleRestarting warning'],
    ],
    [
      'a namespace without pods',
      [
        calm[1],
        { series: 'kube_namespace_created{namespace="shop"}', values: '1x90' },
      ],
      60,
      ['ModuleUnavailable critical'],
    ],
    [
      'a database that is there while the module is not',
      [
        calm[1],
        {
          series:
            'kube_pod_status_ready{namespace="shop",condition="true",pod="shop-db-1"}',
          values: '1x90',
        },
        { series: 'kube_namespace_created{namespace="shop"}', values: '1x90' },
      ],
      60,
      ['ModuleUnavailable critical'],
    ],
    [
      'missing replicas',
      [
        ...calm,
        {
          series:
            'kube_deployment_spec_replicas{namespace="shop",deployment="shop"}',
          values: '3x90',
        },
        {
          series:
            'kube_deployment_status_replicas_available{namespace="shop",deployment="shop"}',
          values: '2x90',
        },
      ],
      60,
      ['ModuleReplicasMissing warning'],
    ],
    [
      'a backup that failed',
      [
        ...calm,
        {
          series: 'velero_backup_partial_failure_total{schedule="shop"}',
          values: '0x30 1x60',
        },
      ],
      60,
      ['ModuleBackupFailed warning'],
    ],
    [
      'an old backup',
      [
        calm[0],
        {
          series: 'velero_backup_last_successful_timestamp{schedule="shop"}',
          values: '0x3000',
        },
      ],
      130,
      ['ModuleBackupOld critical'],
    ],
    [
      'a backup that nobody knows of',
      [calm[0]],
      130,
      ['ModuleBackupUnknown warning'],
    ],
  ])('is told of %s', (_, input, at, firing) => {
    expect(findSurprise(WORKER, { input, at, firing })).toBe('');
  });

  const cronJob = (metric: string, values: string): Samples => ({
    series: `kube_cronjob_${metric}{namespace="shop",cronjob="shop"}`,
    values,
  });

  it.each<[string, Samples[], string[]]>([
    [
      'succeeded at its time',
      [
        cronJob('created', '0x3000'),
        cronJob('status_last_successful_time', '0x70 4200x90'),
      ],
      [],
    ],
    [
      'never succeeded',
      [cronJob('created', '0x3000')],
      ['ModuleJobOverdue warning'],
    ],
    [
      'waits for its first image',
      [cronJob('created', '0x3000'), cronJob('spec_suspend', '1x3000')],
      [],
    ],
  ])('knows of a job that %s', (_, input, firing) => {
    const surprise = findSurprise(WATCHED_JOB, {
      input: [calm[1], ...input],
      at: 100,
      firing,
    });
    expect(surprise).toBe('');
  });
});

if (!isThere) {
  it.todo('rules are tried with promtool, which is not installed here');
}
