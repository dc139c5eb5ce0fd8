import { findSurprises } from '../__testUtils__';
import { observabilitySchema } from './observability';

it('observabilitySchema takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(observabilitySchema, {
      takes: [
        {},
        {
          metrics: { path: '/internal/metrics', port: 9090 },
          traces: { samplingPercent: 0.5 },
          logs: { format: 'text' },
          alerts: { restarts: 1 },
          slo: { availabilityPercent: 99.95, latency: '1s' },
        },
      ],
      refuses: [
        [
          {
            metrics: { path: 'metrics', port: 80 },
            traces: { samplingPercent: 101 },
            logs: { format: 'xml' },
            alerts: { restarts: 0 },
            slo: { availabilityPercent: 100, latency: 'fast' },
          },
          'metrics.path: is not a path such as /healthz',
          'metrics.port: must be 1024 to 65535: modules run without privileges',
          'traces.samplingPercent: must be 0 to 100',
          'logs.format: must be one of json, text',
          'alerts.restarts: must be 1 to 1000',
          'slo.availabilityPercent: must be 50 to 99.999',
          'slo.latency: is not a length of time such as 15m, 24h or 7d',
        ],
      ],
      hostile: [path => ({ metrics: { path: `/${path}` } })],
    }),
  ).toEqual([]);
});
