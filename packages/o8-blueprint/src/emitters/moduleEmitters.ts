import { systems } from '../systems';
import { configMap } from './module/configMap';
import { cronJob } from './module/cronJob';
import { deployment } from './module/deployment';
import { horizontalPodAutoscaler } from './module/horizontalPodAutoscaler';
import { podMonitor, serviceMonitor } from './module/monitors';
import { persistentVolumeClaims } from './module/persistentVolumeClaims';
import { podDisruptionBudget } from './module/podDisruptionBudget';
import { service } from './module/service';
import { serviceAccount } from './module/serviceAccount';
import type { Emitter, ModuleContext } from './types';

/**
 * What lies in `deploy/base` of a module's repository, in the order in which its
 * kustomization names it. What a placement says otherwise is in its overlay.
 */
export const moduleEmitters: Emitter<ModuleContext>[] = [
  serviceAccount,
  configMap,
  persistentVolumeClaims,
  deployment,
  cronJob,
  service,
  horizontalPodAutoscaler,
  podDisruptionBudget,
  serviceMonitor,
  podMonitor,
  ...systems.flatMap(system => system.module ?? []),
].map(unlessChart);

/** A chart brings its workload itself. */
function unlessChart(emitter: Emitter<ModuleContext>): Emitter<ModuleContext> {
  const { emit, forCharts } = emitter;
  if (forCharts) {
    return emitter;
  }
  return {
    ...emitter,
    emit: context => (context.spec.spec.workload.chart ? [] : emit(context)),
  };
}
