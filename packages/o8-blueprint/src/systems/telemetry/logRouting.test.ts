import type { ModuleSpecInput } from '@orchestr8/backstage-plugin-o8-common';
import { createRichZone } from '../../__testUtils__/anyModule';
import { valueOf } from '../../__testUtils__/examples';
import { specWith } from '../../__testUtils__/planWith';
import { findTelemetryProblems } from '../../check/telemetryRules';
import { readList } from '../../forecast/readField';
import { planModule } from '../../plan/planModule';
import type { Manifest } from '../../types';
import { flow, fluentdConfig } from './logRouting';

type Logs = NonNullable<ModuleSpecInput['spec']['observability']>['logs'];

function emit(logging: object | undefined, logs?: Logs): Manifest[] {
  const plan = valueOf(
    planModule({
      spec: specWith({ kind: 'worker' }, { observability: { logs } }),
      zone: createRichZone('none', { logging }),
    }),
  );
  const context = { ...plan, placement: plan.placements[0] };
  return [fluentdConfig, flow].flatMap(each => each.emit(context));
}

describe('where the lines of a module go', () => {
  it('is a FluentdConfig for fluent-operator, and says only whose they are', () => {
    const labels = { 'orchestr8.io/module': 'shop' };
    const enabled = { 'filter.fluentd.fluent.io/enabled': 'true' };
    const objects = emit({
      operator: 'fluent-operator',
      outputLabels: { output: 'central' },
    });
    expect(objects).toEqual([
      {
        apiVersion: 'fluentd.fluent.io/v1alpha1',
        kind: 'FluentdConfig',
        metadata: {
          name: 'shop',
          namespace: 'shop',
          labels: { 'config.fluentd.fluent.io/enabled': 'true', ...labels },
        },
        spec: {
          filterSelector: { matchLabels: { ...enabled, ...labels } },
          clusterOutputSelector: { matchLabels: { output: 'central' } },
        },
      },
      {
        apiVersion: 'fluentd.fluent.io/v1alpha1',
        kind: 'Filter',
        metadata: {
          name: 'shop',
          namespace: 'shop',
          labels: { ...enabled, ...labels },
        },
        spec: {
          filters: [
            {
              recordTransformer: {
                records: [{ key: 'module', value: 'shop' }],
              },
            },
          ],
        },
      },
    ]);
  });

  it.each([
    ['json', 2],
    ['text', 1],
  ] as const)('is a Flow for the logging-operator: %s', (format, filters) => {
    const [object, ...others] = emit(
      { operator: 'logging-operator', output: 'central' },
      { format },
    );
    expect(others).toEqual([]);
    expect(object).toMatchObject({
      kind: 'Flow',
      metadata: { name: 'shop', namespace: 'shop' },
      spec: { match: [{ select: {} }], globalOutputRefs: ['central'] },
    });
    expect(readList(object, 'spec.filters')).toHaveLength(filters);
  });

  it('is nowhere without an output, or without an operator', () => {
    expect(emit({ operator: 'logging-operator' })).toEqual([]);
    expect(emit(undefined)).toEqual([]);
  });
});

describe('findTelemetryProblems', () => {
  const { metadata, ...module } = specWith({ kind: 'worker' });
  const spec = { ...module, metadata };
  const objects = [
    ...emit({ operator: 'fluent-operator' }),
    ...emit(
      { operator: 'logging-operator', output: 'central' },
      { format: 'json' },
    ),
  ];
  const [config, filter, route] = objects;
  const problems = (object: Manifest, change: object) =>
    findTelemetryProblems(
      { ...object, spec: { ...Object(object.spec), ...change } },
      spec,
    );

  it('takes what is rendered', () => {
    expect(objects.flatMap(each => problems(each, {}))).toEqual([]);
    const mesh = {
      ...config,
      apiVersion: 'telemetry.istio.io/v1',
      kind: 'Telemetry',
    };
    const tracing = [{ randomSamplingPercentage: 5 }];
    expect(findTelemetryProblems({ ...mesh, spec: { tracing } }, spec)).toEqual(
      [],
    );
  });

  const record = (value: string, more: object = {}) => ({
    filters: [
      { recordTransformer: { ...more, records: [{ key: 'module', value }] } },
    ],
  });

  it.each<[string, Manifest, object]>([
    ['the name of another', filter, record('other')],
    ['code', filter, record('#{`id`}')],
    ['Ruby', filter, record('shop', { enableRuby: true })],
    ['a plugin', filter, { filters: [{ customPlugin: { config: 'x' } }] }],
    ['all filters', config, { filterSelector: { matchLabels: {} } }],
    [
      'outputs of its own',
      config,
      { outputSelector: { matchLabels: { a: 'b' } } },
    ],
    ['several outputs', route, { globalOutputRefs: ['a', 'b'] }],
    ['outputs of its own', route, { localOutputRefs: ['a'] }],
    [
      'Ruby',
      route,
      { filters: [{ record_transformer: { enable_ruby: true } }] },
    ],
    ['another logging', route, { loggingRef: 'other' }],
  ])('refuses %s: %#', (_, object, change) => {
    expect(problems(object, change)).toEqual([
      expect.stringMatching(/^has a spec with more than/),
    ]);
  });

  it.each([
    { tracing: [{ disableSpanReporting: true, randomSamplingPercentage: 5 }] },
    {
      tracing: [{ randomSamplingPercentage: 5 }],
      accessLogging: [{ disabled: true }],
    },
    { metrics: [{ overrides: [{ disabled: true }] }] },
    {},
  ])('refuses a mesh that hides something: %j', change => {
    const object = {
      apiVersion: 'telemetry.istio.io/v1',
      kind: 'Telemetry',
      metadata: { name: 'shop', namespace: 'shop' },
      spec: change,
    };
    expect(findTelemetryProblems(object, spec)).toHaveLength(1);
  });
});
