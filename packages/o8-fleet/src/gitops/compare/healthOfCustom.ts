import type { Health } from '../../content/objects/Application';
import type { KubeObject } from '../../types';
import { isRecord, type JsonRecord } from '../render/parseManifests';
import { idOf } from '../tracking';
import { kindKey } from '../kinds';
import { conditionsOf } from './healthOfKinds';

type Judge = (object: KubeObject, status: JsonRecord) => Health;

/**
 * The kinds of operators for which Argo CD brings a rule. Of all others, such as those of
 * Istio, NACK, Velero and Kyverno, it says nothing, and so do we.
 */
const JUDGES: Readonly<Record<string, Judge>> = {
  'argoproj.io/Rollout': rolloutHealth,
  'bitnami.com/SealedSecret': sealedHealth,
  'external-secrets.io/ClusterSecretStore': byReady,
  'external-secrets.io/ExternalSecret': byReady,
  'external-secrets.io/SecretStore': byReady,
  'gateway.networking.k8s.io/HTTPRoute': routeHealth,
  'kafka.strimzi.io/KafkaTopic': byReady,
  'kafka.strimzi.io/KafkaUser': byReady,
  'postgresql.cnpg.io/Cluster': postgresHealth,
};

/** How well an object of an operator is; undefined where Argo CD has no rule. */
export function healthOfCustom(object: KubeObject): Health | undefined {
  const judge = JUDGES[kindKey(idOf(object))];
  return judge?.(object, isRecord(object.status) ? object.status : {});
}

function byReady(_: KubeObject, status: JsonRecord): Health {
  const ready = conditionsOf(status).find(({ type }) => type === 'Ready');
  if (!ready) return { status: 'Progressing', message: 'Waiting for status' };
  const message = `${ready.message ?? ready.reason ?? ''}`;
  return {
    status: ready.status === 'True' ? 'Healthy' : 'Degraded',
    ...(message && { message }),
  };
}

/** Only what could not be opened is known to be bad. */
function sealedHealth(_: KubeObject, status: JsonRecord): Health {
  const failed = conditionsOf(status).find(
    each => each.type === 'Synced' && each.status === 'False',
  );
  return failed
    ? { status: 'Degraded', message: `${failed.message ?? ''}` }
    : { status: 'Healthy' };
}

/** By what each gateway says of it. */
function routeHealth(_: KubeObject, { parents }: JsonRecord): Health {
  const conditions = (Array.isArray(parents) ? parents : [])
    .filter(isRecord)
    .flatMap(conditionsOf);
  const bad = conditions.find(
    ({ type, status }) =>
      ['Accepted', 'ResolvedRefs'].includes(`${type}`) && status === 'False',
  );
  if (bad) return { status: 'Degraded', message: `${bad.message ?? ''}` };
  return conditions.some(({ type }) => type === 'Accepted')
    ? { status: 'Healthy' }
    : { status: 'Progressing', message: 'Waiting for a gateway' };
}

const POSTGRES_STATES: Readonly<Record<string, string>> = {
  'Cluster in healthy state': 'Healthy',
  'Not enough disk space': 'Degraded',
  'Cluster is unrecoverable and needs manual intervention': 'Degraded',
  'Waiting for user action': 'Suspended',
};

/** Whatever else an operator is busy with, it is on its way. */
function postgresHealth(_: KubeObject, { phase }: JsonRecord): Health {
  if (typeof phase !== 'string') {
    return { status: 'Progressing', message: 'Waiting for status' };
  }
  const known = Object.hasOwn(POSTGRES_STATES, phase);
  return {
    status: known ? POSTGRES_STATES[phase] : 'Progressing',
    message: phase,
  };
}

const ROLLOUT_STATES: Readonly<Record<string, string>> = {
  Healthy: 'Healthy',
  Degraded: 'Degraded',
  Paused: 'Suspended',
};

function rolloutHealth({ metadata }: KubeObject, status: JsonRecord): Health {
  const { phase, message, observedGeneration } = status;
  // Its controller writes a number as text.
  const isBehind = Number(observedGeneration ?? 0) < (metadata.generation ?? 1);
  if (phase === undefined || isBehind) {
    const waiting = 'Waiting for rollout spec update to be observed';
    return { status: 'Progressing', message: waiting };
  }
  return {
    status: ROLLOUT_STATES[`${phase}`] ?? 'Progressing',
    ...(typeof message === 'string' && message && { message }),
  };
}
