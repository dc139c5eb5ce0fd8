import type { ModuleSpecInput } from '@orchestr8/backstage-plugin-o8-common';
import fc from 'fast-check';
import type { AnySystem, Drawn } from './AnySystem';

type Fields = ReturnType<AnySystem['fields']>;

type Exposure = NonNullable<ModuleSpecInput['spec']['exposure']>;

const terminated = fc.constantFrom<Partial<Exposure>[]>(
  {},
  { tls: 'terminate' as const },
  { paths: ['/api', '/api/v2/', '/'] },
  { rateLimitPerMinute: 600, authentication: true },
);

/** What a module is beside its host, which is its own: no two may have one. */
export const exposure: AnySystem = {
  zone: {
    domain: 'rich.example',
    gateway: {
      name: 'public',
      namespace: 'istio-ingress',
      podLabels: { 'gateway.networking.k8s.io/gateway-name': 'public' },
      listener: 'https',
      passthroughListener: 'tls',
      rateLimits: true,
      authentication: 'oauth2-proxy',
    },
  },
  fields: ({ name, workload, placements }: Drawn): Fields => {
    const isReachable =
      workload.kind === 'service' &&
      (!workload.chart || workload.chart.port !== undefined);
    const host = `${name}.rich.example`;
    const isPlain = Object.values(workload.probes ?? {}).some(
      probe => probe?.path !== undefined && probe.port === undefined,
    );
    const passed = isPlain
      ? terminated
      : fc.constant<Partial<Exposure>>({ tls: 'passthrough' });
    return isReachable
      ? fc.oneof(
          { weight: 2, arbitrary: fc.constant({}) },
          {
            weight: 2,
            arbitrary: fc
              .tuple(terminated, fc.boolean())
              .map(([more, isElsewhere]) => ({
                exposure: { kind: 'public' as const, host, ...more },
                ...(isElsewhere && {
                  placements: placements.map((placement, index) => ({
                    ...placement,
                    host: `${name}-${index}.rich.example`,
                  })),
                }),
              })),
          },
          {
            weight: 1,
            arbitrary: passed.map(more => ({
              exposure: { kind: 'public' as const, host, ...more },
            })),
          },
        )
      : fc.constant({});
  },
};
