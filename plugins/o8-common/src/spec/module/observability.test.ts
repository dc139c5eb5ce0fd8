import { findSurprises } from '../__testUtils__';
import { observabilitySchema } from './observability';

it('observabilitySchema takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(observabilitySchema, {
      takes: [
        {},
        {
          metrics: { path: '/internal/metrics', port: 9090 },
          traces: { samplingPercent: 0.5, inject: 'java' },
          logs: { format: 'text' },
          alerts: { restarts: 1 },
          slo: { availabilityPercent: 99.95, latency: '1s' },
        },
      ],
      refuses: [
        [
          {
            metrics: { path: 'metrics', port: 80 },
            traces: { samplingPercent: 101, inject: 'go' },
            logs: { format: 'xml' },
            alerts: { restarts: 0 },
            slo: { availabilityPercent: 100, latency: 'fast' },
          },
          'metrics.path: is not a path such as /healthz',
          'metrics.port: must be 1024 to 65535: modules run without privileges',
          'traces.samplingPercent: must be 0 to 100',
          'traces.inject: must be one of nodejs, python, java',
          'logs.format: must be one of json, text',
          'alerts.restarts: must be 1 to 1000',
          'slo.availabilityPercent: must be 50 to 99.999',
          'slo.latency: must be one of 5ms, 10ms, 25ms, 50ms, 100ms, 250ms, 500ms, 1s, 2500ms, 5s, 10s',
        ],
      ],
      hostile: [path => ({ metrics: { path: `/${path}` } })],
    }),
  ).toEqual([]);
});
