import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { toPrometheusNames } from './__testUtils__/toPrometheusNames';
import { METRICS, type MetricDefinition } from './metrics';

const DOCS = path.resolve(__dirname, '../../../../docs');
const DEFINITIONS: MetricDefinition[] = Object.values(METRICS);

const read = (file: string) => readFileSync(path.join(DOCS, file), 'utf8');

const dashboardSchema = z.looseObject({
  title: z.string(),
  uid: z.string(),
  templating: z.object({
    list: z.array(z.looseObject({ name: z.string(), type: z.string() })),
  }),
  panels: z.array(
    z.looseObject({
      id: z.number(),
      type: z.string(),
      title: z.string().min(1),
      gridPos: z.object({
        x: z.number(),
        y: z.number(),
        w: z.number(),
        h: z.number(),
      }),
      datasource: z.object({ uid: z.literal('${datasource}') }).optional(),
      targets: z
        .array(z.looseObject({ refId: z.string(), expr: z.string().min(1) }))
        .optional(),
    }),
  ),
});

const rulesSchema = z.strictObject({
  apiVersion: z.literal('monitoring.coreos.com/v1'),
  kind: z.literal('PrometheusRule'),
  metadata: z.object({ name: z.string() }),
  spec: z.strictObject({
    groups: z.array(
      z.strictObject({
        name: z.string(),
        rules: z.array(
          z.strictObject({
            alert: z.string().regex(/^O8[A-Z]\w+$/),
            expr: z.string().min(1),
            for: z
              .string()
              .regex(/^\d+m$/)
              .optional(),
            labels: z.strictObject({
              severity: z.enum(['critical', 'warning']),
            }),
            annotations: z.strictObject({
              summary: z.string().min(1),
              // What to look at is what whoever is woken up needs.
              runbook: z.string().min(50),
            }),
          }),
        ),
      }),
    ),
  }),
});

const dashboard = dashboardSchema.parse(
  JSON.parse(read('monitoring/orchestr8-dashboard.json')),
);
const rules = rulesSchema.parse(parse(read('monitoring/orchestr8-rules.yaml')));

const panelQueries = dashboard.panels.flatMap(({ targets = [] }) =>
  targets.map(({ expr }) => expr),
);
const alerts = rules.spec.groups.flatMap(group => group.rules);

const METRIC_NAMES = new Set(DEFINITIONS.flatMap(toPrometheusNames));
const LABELS = new Set(
  DEFINITIONS.flatMap(({ attributes }) =>
    attributes.map(name => name.replaceAll('.', '_')),
  ),
);

/** All names of ours in a query, whatever they stand for. */
function namesIn(query: string): string[] {
  // Not what is compared with, such as a part of a route.
  return query.replaceAll(/"[^"]*"/g, '""').match(/\bo8_\w+/g) ?? [];
}

function isBalanced(query: string): boolean {
  const open: string[] = [];
  const pairs: Record<string, string> = { ')': '(', ']': '[', '}': '{' };
  for (const char of query.replaceAll(/"[^"]*"/g, '')) {
    if ('([{'.includes(char)) {
      open.push(char);
    } else if (char in pairs && open.pop() !== pairs[char]) {
      return false;
    }
  }
  return open.length === 0;
}

// That PromQL understands them is not tried here: nothing in the repository parses it.
describe.each([
  ['orchestr8-dashboard.json', panelQueries],
  ['orchestr8-rules.yaml', alerts.map(({ expr }) => expr)],
])('%s', (_file, queries) => {
  it.each(queries)('asks only for what there is: %s', query => {
    const names = namesIn(query);
    expect(names.filter(name => METRIC_NAMES.has(name))).not.toEqual([]);
    expect(
      names.filter(name => !METRIC_NAMES.has(name) && !LABELS.has(name)),
    ).toEqual([]);
    expect(isBalanced(query)).toBe(true);
  });
});

describe('the dashboard', () => {
  it('has a panel for everything that is measured', () => {
    const shown = new Set(panelQueries.flatMap(namesIn));
    expect(
      DEFINITIONS.filter(
        each => !toPrometheusNames(each).some(name => shown.has(name)),
      ).map(({ name }) => name),
    ).toEqual([]);
  });

  it('can be imported: its own data source, ids and places', () => {
    expect(dashboard.templating.list[0]).toMatchObject({
      name: 'datasource',
      type: 'datasource',
      query: 'prometheus',
    });
    const ids = dashboard.panels.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { gridPos } of dashboard.panels) {
      expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
    }
    const known = dashboard.templating.list.map(({ name }) => name);
    const used = panelQueries.flatMap(query =>
      [...query.matchAll(/\$(?!__)(\w+)/g)].map(([, name]) => name),
    );
    expect([...new Set(used)].filter(name => !known.includes(name))).toEqual(
      [],
    );
  });
});

describe('the alerts', () => {
  it('have names of their own, which the page explains', () => {
    const names = alerts.map(({ alert }) => alert);
    expect(new Set(names).size).toBe(names.length);
    const page = read('how-to/monitor.md');
    expect(names.filter(name => !page.includes(`\`${name}\``))).toEqual([]);
  });
});

describe('how-to/monitor.md', () => {
  it('has the metrics of the code in its table, and no others', () => {
    const [, , metrics] = read('how-to/monitor.md').split(/^## .*$/m);
    const rows = [...metrics.matchAll(/^\| `o8\..*$/gm)].map(([line]) =>
      line
        .split('|')
        .slice(1, 6)
        .map(cell => cell.trim()),
    );
    expect(rows).toEqual(
      DEFINITIONS.map(({ name, kind, unit, attributes, description }) => [
        `\`${name}\``,
        kind,
        `\`${unit}\``,
        attributes.map(each => `\`${each}\``).join(', '),
        description,
      ]),
    );
  });
});
