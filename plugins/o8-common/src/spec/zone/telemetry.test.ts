import { z } from 'zod';
import { findSurprises } from '../__testUtils__';
import { loggingSchema, monitoringSchema, tracingSchema } from './telemetry';

const PODS = { namespace: 'monitoring', podLabels: { app: 'prometheus' } };
const URL_PROBLEM =
  'monitoring.prometheusUrl: must be an http or https URL such as http://prometheus.monitoring.svc:9090, without credentials, query or a slash at its end';

const telemetrySchema = z.strictObject({
  monitoring: monitoringSchema.optional(),
  tracing: tracingSchema.optional(),
  logging: loggingSchema.optional(),
});

it('the schemas of telemetry take and refuse what they should, and say why', () => {
  expect(
    findSurprises(telemetrySchema, {
      takes: [
        {},
        {
          monitoring: {
            ...PODS,
            dashboards: true,
            dashboardLabels: { dashboards: 'yes' },
            prometheusUrl: 'http://prometheus.monitoring.svc:9090/prefix',
          },
        },
        {
          tracing: {
            ...PODS,
            service: 'jaeger-collector',
            operator: true,
            meshProvider: 'otel-tracing',
          },
        },
        { logging: { operator: 'logging-operator', output: 'central' } },
        {
          logging: {
            operator: 'fluent-operator',
            outputLabels: { output: 'central' },
            configLabels: { tenant: 'true' },
          },
        },
      ],
      refuses: [
        ...[
          'prometheus:9090',
          'ftp://prometheus',
          'http://me:secret@prometheus',
          'http://prometheus/',
          'http://prometheus?query=up',
        ].map((prometheusUrl): [unknown, string] => [
          { monitoring: { ...PODS, prometheusUrl } },
          URL_PROBLEM,
        ]),
        [
          {
            tracing: {
              ...PODS,
              service: 'otel',
              operator: 'yes',
              meshProvider: 'My Provider',
            },
          },
          'tracing.operator: must be true or false',
          /^tracing\.meshProvider: is not a DNS label/,
        ],
        [
          { logging: { operator: 'fluent-operator', outputLabels: {} } },
          /^logging\.outputLabels: needs at least one label/,
        ],
      ],
      hostile: [
        prometheusUrl => ({ monitoring: { ...PODS, prometheusUrl } }),
        meshProvider => ({
          tracing: { ...PODS, service: 'otel', meshProvider },
        }),
        value => ({
          logging: { operator: 'fluent-operator', outputLabels: { a: value } },
        }),
      ],
    }),
  ).toEqual([]);
});

it('what is not said has the values that the operators are installed with', () => {
  expect(monitoringSchema.parse(PODS)).toEqual({
    ...PODS,
    dashboards: false,
  });
  expect(tracingSchema.parse({ ...PODS, service: 'otel' })).toMatchObject({
    grpcPort: 4317,
    httpPort: 4318,
    operator: false,
  });
  expect(loggingSchema.parse({ operator: 'fluent-operator' })).toEqual({
    operator: 'fluent-operator',
    outputLabels: { 'output.fluentd.fluent.io/enabled': 'true' },
    configLabels: { 'config.fluentd.fluent.io/enabled': 'true' },
  });
});
