import { createHash } from 'node:crypto';
import { workloadLabels } from '../../emitters/labels';
import type { Emitter, ModuleContext } from '../../emitters/types';
import { panelsOf, type Panel } from './panels';

/** What the sidecar of Grafana looks for, unless it was told otherwise. */
const LABELS = { grafana_dashboard: '1' };
/** Grafana places panels in 24 columns. */
const PANEL = { columns: 12, rows: 8, perRow: 2 };
/** Who looks at a dashboard chooses which Prometheus is asked. */
const DATASOURCE = { type: 'prometheus', uid: '${datasource}' };

/** What a module does, for Grafana: its sidecar collects dashboards from all namespaces. */
export const dashboard: Emitter<ModuleContext> = {
  file: () => 'dashboard.yaml',
  home: 'module',
  kinds: [{ group: '', kind: 'ConfigMap' }],
  forCharts: true,
  emit: context => {
    const { monitoring } = context.zone.spec;
    if (!monitoring?.dashboards) {
      return [];
    }
    const { name } = context.spec.metadata;
    return [
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: {
          name: `${name}-dashboard`,
          labels: {
            ...(monitoring.dashboardLabels ?? LABELS),
            ...workloadLabels(name),
          },
        },
        data: {
          // All of them lie in one folder of the sidecar: the name is the module's.
          [`o8-${name}.json`]: `${JSON.stringify(
            toDashboard(context),
            null,
            2,
          )}\n`,
        },
      },
    ];
  },
};

function toDashboard(context: ModuleContext): object {
  const { name } = context.spec.metadata;
  return {
    uid: uidOf(name),
    title: `Module ${name}`,
    tags: ['orchestr8'],
    // Whoever changes it changes a copy: git would write over it.
    editable: false,
    schemaVersion: 39,
    refresh: '1m',
    time: { from: 'now-6h', to: 'now' },
    timezone: 'utc',
    templating: {
      list: [{ name: 'datasource', type: 'datasource', query: 'prometheus' }],
    },
    panels: panelsOf(context).map(toPanel),
  };
}

/** At most 40 characters, which a name has already, and the same for ever. */
function uidOf(module: string): string {
  const hash = createHash('sha256').update(module).digest('hex');
  return `o8-${hash.slice(0, 16)}`;
}

function toPanel({ title, type, unit, queries }: Panel, index: number): object {
  const { columns, rows, perRow } = PANEL;
  return {
    id: index + 1,
    title,
    type,
    datasource: DATASOURCE,
    gridPos: {
      x: (index % perRow) * columns,
      y: Math.floor(index / perRow) * rows,
      w: columns,
      h: rows,
    },
    fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
    targets: queries.map(({ expr, legend }, at) => ({
      refId: String.fromCharCode('A'.charCodeAt(0) + at),
      datasource: DATASOURCE,
      expr,
      legendFormat: legend,
    })),
  };
}
