import { z } from 'zod';
import { findPromQlProblem } from '../../__testUtils__/findPromQlProblem';
import { createRichZone } from '../../__testUtils__/anyModule';
import { valueOf } from '../../__testUtils__/examples';
import { onlyOf, planRichly, specWith } from '../../__testUtils__/planWith';
import { planModule } from '../../plan/planModule';
import type { ModulePlan } from '../../types';
import { dashboard } from './dashboard';

const SLO = { availabilityPercent: 99.9, latency: '1s' as const };

const dashboardSchema = z.strictObject({
  uid: z.string().regex(/^o8-[0-9a-f]{16}$/),
  title: z.literal('Module shop'),
  tags: z.array(z.string()),
  editable: z.literal(false),
  schemaVersion: z.number(),
  refresh: z.string(),
  time: z.object({}),
  timezone: z.literal('utc'),
  templating: z.object({
    list: z.tuple([z.object({ name: z.literal('datasource') })]),
  }),
  panels: z.array(
    z.looseObject({
      id: z.number(),
      title: z.string().min(1),
      type: z.enum(['timeseries', 'stat']),
      gridPos: z.object({
        x: z.number(),
        y: z.number(),
        w: z.number(),
        h: z.number(),
      }),
      targets: z
        .array(z.looseObject({ refId: z.string(), expr: z.string() }))
        .min(1),
    }),
  ),
});

function readDashboard(plan: ModulePlan) {
  const { data } = onlyOf(dashboard, plan);
  const files = z.record(z.string(), z.string()).parse(data);
  expect(Object.keys(files)).toEqual(['o8-shop.json']);
  return dashboardSchema.parse(JSON.parse(files['o8-shop.json']));
}

const titlesOf = (plan: ModulePlan) =>
  readDashboard(plan).panels.map(({ title }) => title);

describe('the dashboard of a module', () => {
  const service = planRichly(
    {
      kind: 'service',
      autoscaling: { minReplicas: 2, maxReplicas: 4, cpuPercent: 70 },
    },
    { observability: { metrics: { port: 9_090 }, slo: SLO } },
    'sidecar',
  );

  it('shows what a service does', () => {
    expect(titlesOf(service)).toEqual([
      'Requests',
      'Failed requests',
      'Latency',
      'Succeeded in three days',
      'Replicas',
      'Restarts in an hour',
      'CPU, of what is requested',
      'Memory, of its limits',
      'Age of the last backup',
    ]);
  });

  it('leaves out what nobody measures', () => {
    expect(titlesOf(planRichly({ kind: 'service' }))[0]).toBe('Replicas');
    const job = { schedule: '7 3 * * *' };
    expect(titlesOf(planRichly({ kind: 'job', job }))[0]).toBe(
      'Since it last succeeded',
    );
  });

  it.each(['none', 'sidecar'] as const)(
    'asks in PromQL, with the mesh "%s"',
    mesh => {
      const plan = planRichly(
        {
          kind: 'service',
          autoscaling: { minReplicas: 2, maxReplicas: 4, cpuPercent: 70 },
        },
        { observability: { metrics: { port: 9_090 }, slo: SLO } },
        mesh,
      );
      const queries = readDashboard(plan).panels.flatMap(({ targets }) =>
        targets.map(({ expr }) => expr),
      );
      expect(queries.length).toBeGreaterThan(10);
      for (const query of queries) {
        expect([query, findPromQlProblem(query)]).toEqual([query, undefined]);
      }
    },
  );

  it('gives each panel a place and a number of its own', () => {
    const { panels } = readDashboard(service);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const places = panels.map(({ gridPos: { x, y } }) => `${x} ${y}`);
    expect(new Set(places).size).toBe(panels.length);
    expect(panels.every(({ gridPos: { x, w } }) => x + w <= 24)).toBe(true);
  });

  it('is there only where dashboards are wanted, by the labels that find them', () => {
    const monitoring = { namespace: 'm', podLabels: { a: 'b' } };
    const emit = (more: object) =>
      dashboard.emit(
        valueOf(
          planModule({
            spec: specWith({ kind: 'worker' }),
            zone: createRichZone('none', {
              monitoring: { ...monitoring, ...more },
            }),
          }),
        ),
      );
    expect(emit({})).toEqual([]);
    expect(emit({ dashboards: true })[0].metadata.labels).toMatchObject({
      grafana_dashboard: '1',
    });
    const labels = { dashboardLabels: { grafana: 'yes' } };
    expect(emit({ dashboards: true, ...labels })[0].metadata.labels).toEqual({
      grafana: 'yes',
      'app.kubernetes.io/name': 'shop',
      'orchestr8.io/module': 'shop',
      'backstage.io/kubernetes-id': 'shop',
    });
  });
});
