import { findSurprises } from '../__testUtils__';
import { probesSchema } from './probes';

it('probesSchema takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(probesSchema, {
      takes: [
        {},
        { liveness: {} },
        { startup: { path: '/healthz', port: 9000, periodSeconds: 1 } },
        {
          readiness: { command: ['/bin/check', 'a $(b)'], timeoutSeconds: 60 },
        },
      ],
      refuses: [
        [
          { liveness: { path: 'healthz', port: 80, periodSeconds: 0 } },
          'liveness.path: is not a path such as /healthz',
          'liveness.port: must be 1024 to 65535: modules run without privileges',
          'liveness.periodSeconds: must be 1 to 300',
        ],
        [{ readiness: { command: [] } }, 'readiness.command: needs a program'],
        [{ readiness: { command: [''] } }, 'readiness.command[0]: is empty'],
        [
          { startup: { command: ['/a'], path: '/b' } },
          'startup.command: cannot be there with "path" or "port"',
        ],
        [
          { startup: { grpc: {} }, shutdown: {} },
          'startup.grpc: is not a field that this version knows',
          'shutdown: is not a field that this version knows',
        ],
      ],
      hostile: [path => ({ liveness: { path: `/${path}` } })],
    }),
  ).toEqual([]);
});
