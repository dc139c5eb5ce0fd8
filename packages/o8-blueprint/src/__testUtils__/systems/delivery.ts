import type { ModuleSpecInput } from '@orchestr8/backstage-plugin-o8-common';
import fc from 'fast-check';
import type { AnySystem, Drawn } from './AnySystem';

type Fields = ReturnType<AnySystem['fields']>;

type Delivery = NonNullable<ModuleSpecInput['spec']['delivery']>;

const anyStrategy = fc.constantFrom<Delivery[]>(
  { strategy: 'rolling' as const, ci: 'none' as const },
  { strategy: 'weights' as const, weights: { stable: 100, canary: 0 } },
  { strategy: 'weights' as const, weights: { stable: 70, canary: 30 } },
  { strategy: 'canary' as const },
  {
    strategy: 'canary' as const,
    steps: [{ weightPercent: 5, pauseMinutes: 0 }, { weightPercent: 40 }],
  },
);

/**
 * What shifts requests is drawn for public modules only: others need a mesh with
 * sidecars, and the zones of the property tests have all meshes.
 */
export const delivery: AnySystem = {
  zone: { rollouts: { gatewayApi: true } },
  fields: ({ name, workload, placements }: Drawn): Fields => {
    const isStaged = new Set(placements.map(({ cluster }) => cluster)).size > 1;
    const isShared = workload.volumes?.some(({ accessMode }) => !accessMode);
    const least = [
      workload.autoscaling,
      ...placements.map(({ autoscaling }) => autoscaling),
    ].every(scale => !scale || (scale.minReplicas ?? 2) > 1);
    const canShift =
      workload.kind === 'service' && !workload.chart && !isShared && least;
    const staged = {
      delivery: { promotion: 'pull-request' as const },
      placements: placements.map((placement, index) => ({
        ...placement,
        promotionOrder: index + 1,
      })),
    };
    return fc.oneof(
      { weight: 3, arbitrary: fc.constant({}) },
      ...(isStaged ? [{ weight: 1, arbitrary: fc.constant(staged) }] : []),
      ...(canShift
        ? [
            {
              weight: 3,
              arbitrary: anyStrategy.map(strategy => ({
                exposure: {
                  kind: 'public' as const,
                  host: `${name}.rich.example`,
                  tls: 'terminate' as const,
                  paths: ['/'],
                },
                delivery: strategy,
              })),
            },
          ]
        : []),
    );
  },
};
