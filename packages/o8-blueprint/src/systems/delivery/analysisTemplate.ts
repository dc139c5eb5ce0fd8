import { workloadLabels } from '../../emitters/labels';
import type { Emitter, ModuleContext } from '../../emitters/types';
import { series, type Matchers } from '../telemetry/promql';
import { failedShare } from '../telemetry/requests';
import { routerOf, versionServices } from './versionBackends';

/** What the hash in the names of a canary's pods is called in its analysis. */
const POD_HASH = 'canary-hash';

const REQUESTS = 'istio_requests_total';

/** Whether requests to a canary are counted. */
export function judgesCanary({ spec }: Pick<ModuleContext, 'spec'>): boolean {
  const { strategy, successRatePercent } = spec.spec.delivery ?? {};
  return strategy === 'canary' && successRatePercent !== undefined;
}

/**
 * What share of the requests to a canary may fail before it is taken back. No requests
 * prove nothing, and do not hold it up.
 */
export const analysisTemplate: Emitter<ModuleContext> = {
  file: () => 'analysis-template.yaml',
  home: 'module',
  kinds: [{ group: 'argoproj.io', kind: 'AnalysisTemplate' }],
  emit: context => {
    const { spec, zone } = context;
    const { name } = spec.metadata;
    const address = zone.spec.monitoring?.prometheusUrl;
    const { successRatePercent = 0 } = spec.spec.delivery ?? {};
    return judgesCanary(context) && address !== undefined
      ? [
          {
            apiVersion: 'argoproj.io/v1alpha1',
            kind: 'AnalysisTemplate',
            metadata: {
              name: templateName(name),
              labels: workloadLabels(name),
            },
            spec: {
              ...(isByPods(context) && { args: [{ name: POD_HASH }] }),
              metrics: [
                {
                  name: 'success-rate',
                  initialDelay: '1m',
                  interval: '1m',
                  // One bad minute may be chance.
                  failureLimit: 1,
                  failureCondition: `len(result) > 0 && !isNaN(result[0]) && result[0] < ${
                    successRatePercent / 100
                  }`,
                  provider: {
                    prometheus: { address, query: toQuery(context) },
                  },
                },
              ],
            },
          },
        ]
      : [];
  },
};

/** How a Rollout runs it: from the first requests to the last step. */
export function toAnalysis(context: ModuleContext): object {
  return {
    templates: [{ templateName: templateName(context.spec.metadata.name) }],
    startingStep: 1,
    ...(isByPods(context) && {
      args: [{ name: POD_HASH, valueFrom: { podTemplateHashValue: 'Latest' } }],
    }),
  };
}

function templateName(module: string): string {
  return `${module}-success-rate`;
}

/** Sidecars of callers are not asked by everybody's Prometheus: those of the canary are. */
function isByPods({ spec, zone }: ModuleContext): boolean {
  return routerOf(spec, zone) === 'mesh';
}

/**
 * Of what the gateway counts, or what the sidecars of the canary do: by those that fail,
 * since a version that fails always has no series of successes.
 */
function toQuery(context: ModuleContext): string {
  const { name } = context.spec.metadata;
  const labels: Matchers = isByPods(context)
    ? {
        reporter: 'destination',
        namespace: name,
        pod: new RegExp(`${name}-{{args.${POD_HASH}}}-.+`),
      }
    : {
        reporter: 'source',
        destination_service_namespace: name,
        destination_service_name: versionServices(name).canary,
      };
  const count = series(REQUESTS, labels);
  const failed = series(REQUESTS, { ...labels, response_code: /5../ });
  return `1 - ${failedShare({ count, failed }, '2m')}`;
}
