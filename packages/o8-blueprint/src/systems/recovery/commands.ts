import type { ModuleContext } from '../../emitters/types';
import {
  boundaryApplication,
  workloadApplication,
} from '../../plan/applicationNames';
import { isRollout } from '../delivery/rollout';
import { shell } from './markdown';

const SKIP = 'argocd.argoproj.io/skip-reconcile';

/** How contexts are called in all commands. */
export const CONTEXTS =
  'Commands name the contexts of `kubectl` as the landing zone calls its clusters; `argocd` is that of the cluster on which Argo CD is.';

/**
 * Stops Argo CD for some Applications: it would undo what is done by hand. An annotation,
 * because the root Application would take back a change of their spec.
 */
export function suspend(
  { spec, zone }: ModuleContext,
  clusters: readonly string[],
): string {
  return annotate({ spec, zone }, clusters, `${SKIP}=true --overwrite`);
}

/** Lets Argo CD go on, which brings back what git says. */
export function resume(
  { spec, zone }: Pick<ModuleContext, 'spec' | 'zone'>,
  clusters: readonly string[],
): string {
  return annotate({ spec, zone }, clusters, `${SKIP}-`);
}

function annotate(
  { spec, zone }: Pick<ModuleContext, 'spec' | 'zone'>,
  clusters: readonly string[],
  what: string,
): string {
  const { name } = spec.metadata;
  const { namespace } = zone.spec.argocd;
  return shell(
    ...clusters.map(cluster => {
      const names = [boundaryApplication, workloadApplication]
        .map(nameOf => nameOf(name, cluster))
        .join(' ');
      return `kubectl --context argocd -n ${namespace} annotate application ${names} ${what}`;
    }),
  );
}

/** Stops what writes, where the name of the workload is known. */
export function stopWorkload({ spec }: ModuleContext, cluster: string): string {
  const { name } = spec.metadata;
  const { chart, kind, autoscaling } = spec.spec.workload;
  const at = `kubectl --context ${cluster} -n ${name}`;
  if (chart) {
    return `${at} get deployment,statefulset # then scale those that write to 0`;
  }
  if (kind === 'job') {
    return [
      `${at} ${suspendJob(name, true)}`,
      `${at} get jobs # then wait for those that run, or delete them`,
    ].join('\n');
  }
  return [
    // With one, the autoscaler would start them again.
    ...(autoscaling ? [`${at} delete horizontalpodautoscaler ${name}`] : []),
    `${at} ${scale(spec, 0)}`,
  ].join('\n');
}

/** Starts what was stopped, where git does not say how many run; undefined where it does. */
export function startWorkload(
  { spec }: ModuleContext,
  cluster: string,
): string | undefined {
  const { name } = spec.metadata;
  const { chart, kind, autoscaling } = spec.spec.workload;
  const at = `kubectl --context ${cluster} -n ${name}`;
  if (chart) {
    return `${at} get deployment,statefulset # then scale those that still have 0`;
  }
  if (kind === 'job') {
    return `${at} ${suspendJob(name, false)}`;
  }
  // An autoscaler leaves alone what has no pods.
  return autoscaling && `${at} ${scale(spec, autoscaling.minReplicas)}`;
}

function suspendJob(name: string, isSuspended: boolean): string {
  return `patch cronjob ${name} -p '{"spec":{"suspend":${isSuspended}}}'`;
}

/** The pods of a Rollout are not those of its Deployment. */
function scale(spec: ModuleContext['spec'], replicas: number): string {
  const { name } = spec.metadata;
  return isRollout(spec)
    ? `patch rollout ${name} --type=merge -p '{"spec":{"replicas":${replicas}}}'`
    : `scale deployment/${name} --replicas=${replicas}`;
}
