import type { Problem } from '@orchestr8/backstage-plugin-o8-common';
import { metricsEndpoint } from '../../emitters/module/metricsEndpoint';
import type { ModuleContext } from '../../emitters/types';
import { judgesCanary } from './analysisTemplate';
import { isRollout } from './rollout';
import { isShifted, routerOf } from './versionBackends';

/** What a landing zone lacks for how a module wants new versions to arrive. */
export function findDeliveryProblems(context: ModuleContext): Problem[] {
  const { spec, zone } = context;
  const { rollouts, mesh, monitoring } = zone.spec;
  if (!isShifted(spec)) {
    return [];
  }
  const name = `the landing zone "${zone.metadata.name}"`;
  const router = routerOf(spec, zone);
  const problems: Problem[] = [];
  const refuse = (field: string, message: string) =>
    problems.push({
      path: `spec.delivery.${field}`,
      message,
      kind: 'refused',
    });
  if (!router) {
    refuse(
      'strategy',
      `must be rolling: ${name} has no sidecars that shift requests between modules; those of a public module are shifted at the gateway`,
    );
  }
  if (isRollout(spec) && !rollouts) {
    refuse('strategy', `cannot be canary: ${name} has no Argo Rollouts`);
  }
  if (
    isRollout(spec) &&
    rollouts &&
    router === 'gateway' &&
    !rollouts.gatewayApi
  ) {
    refuse(
      'strategy',
      `cannot be canary: Argo Rollouts of ${name} does not shift requests at the gateway (rollouts.gatewayApi)`,
    );
  }
  if (judgesCanary(context)) {
    if (monitoring?.prometheusUrl === undefined) {
      refuse(
        'successRatePercent',
        `cannot be judged: ${name} names no address of Prometheus (monitoring.prometheusUrl)`,
      );
    }
    if (mesh.mode === 'none') {
      refuse(
        'successRatePercent',
        `cannot be judged: ${name} has no mesh that counts requests`,
      );
    }
    if (router === 'mesh' && !metricsEndpoint(context)?.isShared) {
      refuse(
        'successRatePercent',
        'cannot be judged: what sidecars count is asked for with the metrics of the module; say "observability.metrics" without a port of its own',
      );
    }
  }
  return problems;
}

/** What a reviewer should know of how new versions arrive. */
export function describeDelivery(context: ModuleContext): string[] {
  const { spec, zone } = context;
  const { name } = spec.metadata;
  const { gateway } = zone.spec;
  if (!isRollout(spec)) {
    return [];
  }
  if (!judgesCanary(context)) {
    return [
      `New versions of ${name} go on by time alone: nothing judges them without delivery.successRatePercent.`,
    ];
  }
  return routerOf(spec, zone) === 'gateway' && gateway
    ? [
        `Canaries of ${name} are judged by what the gateway counts: if Prometheus does not ask its pods in "${gateway.namespace}" for istio_requests_total, they go on by time alone.`,
      ]
    : [];
}
