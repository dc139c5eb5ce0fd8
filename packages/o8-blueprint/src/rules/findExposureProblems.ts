import { invalid } from './invalid';
import type { SpecRule } from './specParts';

/** Where TLS ends in the module, the gateway sees a host and no requests. */
export const findExposureProblems: SpecRule = ({ fields, workload }) => {
  const { exposure, delivery, observability } = fields;
  if (exposure?.tls !== 'passthrough') {
    return [];
  }
  const { paths, rateLimitPerMinute, authentication } = exposure;
  const unseen = Object.entries({ paths, rateLimitPerMinute, authentication })
    .filter(([, value]) => value !== undefined && value !== false)
    .map(([field]) =>
      invalid(
        ['exposure', field],
        'is not for "tls: passthrough": the gateway cannot read what is encrypted',
      ),
    );
  const shifted =
    delivery && delivery.strategy !== 'rolling'
      ? [
          invalid(
            ['delivery', 'strategy'],
            'must be rolling with "exposure.tls: passthrough": the gateway sees no requests that it could shift',
          ),
        ]
      : [];
  // Of a chart, neither is ours to write.
  if (workload.chart) {
    return [...unseen, ...shifted];
  }
  const plain = [
    ...Object.entries(workload.probes ?? {}).map(([name, probe]) => ({
      path: ['workload', 'probes', name, 'port'],
      isAsked: probe?.path !== undefined,
      port: probe?.port,
    })),
    {
      path: ['observability', 'metrics', 'port'],
      isAsked: observability?.metrics !== undefined,
      port: observability?.metrics?.port,
    },
  ]
    .filter(
      ({ isAsked, port }) =>
        isAsked && (port === undefined || port === workload.port),
    )
    .map(({ path }) =>
      invalid(
        path,
        'must be a port of its own with "exposure.tls: passthrough": that of the workload takes TLS, and this is asked in plain text',
      ),
    );
  return [...unseen, ...shifted, ...plain];
};
