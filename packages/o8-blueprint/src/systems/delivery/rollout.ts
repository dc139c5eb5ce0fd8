import type { ModuleSpec } from '@orchestr8/backstage-plugin-o8-common';
import { syncWave } from '../../emitters/annotations';
import { workloadLabels } from '../../emitters/labels';
import type { Emitter, ModuleContext } from '../../emitters/types';
import { judgesCanary, toAnalysis } from './analysisTemplate';
import { routerOf, versionServices } from './versionBackends';
import { PRIMARY_ROUTE } from './virtualService';

/** The plugin of Argo Rollouts for the Gateway API, by the name under which it is installed. */
const GATEWAY_PLUGIN = 'argoproj-labs/gatewayAPI';

type Delivery = NonNullable<ModuleSpec['spec']['delivery']>;

const DEFAULT_STEPS: NonNullable<Delivery['steps']> = [
  { weightPercent: 10, pauseMinutes: 5 },
  { weightPercent: 50, pauseMinutes: 5 },
];

/** Whether Argo Rollouts brings new versions of a module. */
export function isRollout({ spec }: ModuleSpec): boolean {
  return spec.delivery?.strategy === 'canary';
}

/** The kind whose replicas a module has. */
export const ROLLOUT = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout' };

/**
 * Brings a new version in steps. The pods are still those that the Deployment describes,
 * which has none itself: so kustomize knows where their image is, and a module can go
 * back to rolling updates.
 */
export const rollout: Emitter<ModuleContext> = {
  file: () => 'rollout.yaml',
  home: 'module',
  kinds: [{ group: 'argoproj.io', kind: 'Rollout' }],
  writes: ['delivery'],
  emit: context => {
    const { metadata, spec } = context.spec;
    const { name } = metadata;
    const { replicas, autoscaling } = spec.workload;
    return isRollout(context.spec)
      ? [
          {
            ...ROLLOUT,
            metadata: {
              name,
              labels: workloadLabels(name),
              // The last wave: for no other one Argo CD would end while a canary waits.
              annotations: syncWave(4),
            },
            spec: {
              ...(!autoscaling && { replicas }),
              revisionHistoryLimit: 5,
              workloadRef: {
                apiVersion: 'apps/v1',
                kind: 'Deployment',
                name,
                // Of a module that had rolling updates, its pods stay until there are others.
                scaleDown: 'progressively',
              },
              strategy: { canary: toCanary(context) },
            },
          },
        ]
      : [];
  },
};

function toCanary(context: ModuleContext): object {
  const { metadata, spec } = context.spec;
  const { stable, canary } = versionServices(metadata.name);
  const { steps = [] } = spec.delivery ?? {};
  return {
    stableService: stable,
    canaryService: canary,
    maxSurge: '25%',
    maxUnavailable: 0,
    trafficRouting: toRouting(context),
    steps: (steps.length > 0 ? steps : DEFAULT_STEPS).flatMap(
      ({ weightPercent, pauseMinutes }) => [
        { setWeight: weightPercent },
        ...(pauseMinutes > 0
          ? [{ pause: { duration: `${pauseMinutes}m` } }]
          : []),
      ],
    ),
    ...(judgesCanary(context) && { analysis: toAnalysis(context) }),
  };
}

function toRouting({ spec, zone }: ModuleContext): object {
  const { name } = spec.metadata;
  return routerOf(spec, zone) === 'mesh'
    ? { istio: { virtualService: { name, routes: [PRIMARY_ROUTE] } } }
    : {
        plugins: { [GATEWAY_PLUGIN]: { namespace: name, httpRoute: name } },
      };
}
