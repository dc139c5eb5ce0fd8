import type { Health } from '../../content/objects/Application';
import type { KubeObject } from '../../types';
import { isKind, KINDS } from '../kinds';
import { isRecord, type JsonRecord } from '../render/parseManifests';
import { idOf } from '../tracking';
import {
  autoscalerHealth,
  budgetHealth,
  claimHealth,
  cronJobHealth,
  jobHealth,
} from './healthOfKinds';
import { healthOfCustom } from './healthOfCustom';

/** From the worst on. A known failure is never hidden by what is not known. */
const ORDER = [
  'Degraded',
  'Unknown',
  'Progressing',
  'Missing',
  'Suspended',
  'Healthy',
];

/** The worst of several; well if there is none. */
export function worstHealth(states: readonly (string | undefined)[]): string {
  return ORDER.find(state => states.includes(state)) ?? 'Healthy';
}

/** How well an object is, as Argo CD judges its kind; undefined for those it does not judge. */
export function healthOf(object: KubeObject): Health | undefined {
  const id = idOf(object);
  const status = isRecord(object.status) ? object.status : {};
  const spec = isRecord(object.spec) ? object.spec : {};
  if (object.metadata.deletionTimestamp) {
    return { status: 'Progressing', message: 'Pending deletion' };
  }
  if (isKind(id, KINDS.deployment))
    return deploymentHealth(object, spec, status);
  if (isKind(id, KINDS.application)) return applicationHealth(status);
  if (isKind(id, KINDS.service)) return serviceHealth(spec, status);
  if (isKind(id, KINDS.volumeClaim)) return claimHealth(status);
  if (isKind(id, KINDS.autoscaler)) return autoscalerHealth(status);
  if (isKind(id, KINDS.disruptionBudget)) return budgetHealth(status);
  if (isKind(id, KINDS.job)) return jobHealth(spec, status);
  if (isKind(id, KINDS.cronJob)) return cronJobHealth(spec, object.status);
  return healthOfCustom(object);
}

/** What the rule in `argocd-cm` says, which `o8 init` writes. */
function applicationHealth(status: JsonRecord): Health {
  const health = isRecord(status.health) ? status.health : {};
  const { message } = health;
  return {
    status: typeof health.status === 'string' ? health.status : 'Progressing',
    ...(typeof message === 'string' && { message }),
  };
}

function serviceHealth(spec: JsonRecord, status: JsonRecord): Health {
  const balancer = isRecord(status.loadBalancer) ? status.loadBalancer : {};
  const isWaiting = spec.type === 'LoadBalancer' && !balancer.ingress;
  return { status: isWaiting ? 'Progressing' : 'Healthy' };
}

function deploymentHealth(
  { metadata }: KubeObject,
  spec: JsonRecord,
  status: JsonRecord,
): Health {
  const count = (field: string) => Number(status[field] ?? 0);
  const replicas = Number(spec.replicas ?? 1);
  const name = metadata.name;
  if (spec.paused === true) {
    return { status: 'Suspended', message: 'Deployment is paused' };
  }
  const progressing = (message: string): Health => ({
    status: 'Progressing',
    message: `Waiting for rollout to finish: ${message}`,
  });
  if (Number(metadata.generation ?? 0) > count('observedGeneration')) {
    return progressing(
      'observed deployment generation less than desired generation',
    );
  }
  const conditions = Array.isArray(status.conditions) ? status.conditions : [];
  const isStuck = conditions.some(
    each => isRecord(each) && each.reason === 'ProgressDeadlineExceeded',
  );
  if (isStuck) {
    const message = `Deployment "${name}" exceeded its progress deadline`;
    return { status: 'Degraded', message };
  }
  const updated = count('updatedReplicas');
  const available = count('availableReplicas');
  if (updated < replicas) {
    return progressing(
      `${updated} out of ${replicas} new replicas have been updated...`,
    );
  }
  if (count('replicas') > updated) {
    const old = count('replicas') - updated;
    return progressing(`${old} old replicas are pending termination...`);
  }
  if (available < updated) {
    return progressing(
      `${available} of ${updated} updated replicas are available...`,
    );
  }
  return { status: 'Healthy' };
}
