import { createHash } from 'node:crypto';
import { isEqualJson } from '../../apiserver/store/isEqualJson';
import { formatTime, HOUR_MS, SECOND_MS } from '../../content/time';
import type { KubeObject, ObjectStore } from '../../types';
import { kindKey, KINDS } from '../kinds';
import { isRecord, type JsonRecord } from '../render/parseManifests';
import { listIn } from '../sync';
import { idOf } from '../tracking';
import { postgresStatus } from './postgresStatus';
import { routeStatus } from './routeStatus';
import { toCondition } from './toCondition';

/** How often a store is asked again, as the blueprint writes it. */
const REFRESH_MS = HOUR_MS;

/** An object that an operator looks at. */
export interface Operated {
  store: ObjectStore;
  object: KubeObject;
  spec: JsonRecord;
  /** What was reported before. */
  before: JsonRecord;
  now: Date;
}

/** What an operator reports; undefined where it does not answer. */
type Report = (operated: Operated) => JsonRecord | undefined;

const REPORTS: Readonly<Record<string, Report>> = {
  'bitnami.com/SealedSecret': sealedSecret,
  'external-secrets.io/ExternalSecret': externalSecret,
  'external-secrets.io/SecretStore': secretStore,
  'external-secrets.io/ClusterSecretStore': secretStore,
  'gateway.networking.k8s.io/HTTPRoute': routeStatus,
  'gateway.networking.k8s.io/TLSRoute': routeStatus,
  'jetstream.nats.io/Consumer': consumer,
  'jetstream.nats.io/Stream': stream,
  'kafka.strimzi.io/KafkaTopic': kafkaTopic,
  'kafka.strimzi.io/KafkaUser': kafkaUser,
  'logging.banzaicloud.io/ClusterFlow': logging,
  'logging.banzaicloud.io/ClusterOutput': logging,
  'logging.banzaicloud.io/Flow': logging,
  'logging.banzaicloud.io/Output': logging,
  'policies.kyverno.io/ImageValidatingPolicy': policy,
  'policies.kyverno.io/NamespacedImageValidatingPolicy': policy,
  'policies.kyverno.io/NamespacedValidatingPolicy': policy,
  'policies.kyverno.io/ValidatingPolicy': policy,
  'postgresql.cnpg.io/Cluster': postgresStatus,
  'postgresql.cnpg.io/Database': inDatabase,
  'postgresql.cnpg.io/DatabaseRole': inDatabase,
};

/** What the operator of a kind would report; the operators that a platform installs. */
export function runOperator(
  store: ObjectStore,
  object: KubeObject,
  now: Date,
): void {
  const report = REPORTS[kindKey(idOf(object))];
  if (!report) return;
  const before = isRecord(object.status) ? object.status : {};
  const spec = isRecord(object.spec) ? object.spec : {};
  const status = report({ store, object, spec, before, now });
  if (status && !isEqualJson(status, before)) store.put({ ...object, status });
}

function generationOf({ metadata }: KubeObject): number {
  return metadata.generation ?? 1;
}

function ready(
  { before, now }: Operated,
  reason: string,
  { message = '', isReady = true, type = 'Ready' } = {},
): JsonRecord {
  const status = isReady ? 'True' : 'False';
  return toCondition(before, now, { type, status, reason, message });
}

function stream(operated: Operated): JsonRecord {
  return {
    observedGeneration: generationOf(operated.object),
    conditions: [
      ready(operated, 'Created', { message: 'Stream is up to date' }),
    ],
  };
}

/** A stream is known by the name that it has in NATS, not by that of its object. */
function consumer(operated: Operated): JsonRecord {
  const { store, object, spec } = operated;
  const { namespace = '' } = object.metadata;
  const isThere = listIn(store, KINDS.stream, namespace).some(
    each => isRecord(each.spec) && each.spec.name === spec.streamName,
  );
  return {
    observedGeneration: generationOf(object),
    conditions: [
      isThere
        ? ready(operated, 'Created', { message: 'Consumer is up to date' })
        : ready(operated, 'Errored', {
            isReady: false,
            message: `failed to create consumer: stream "${spec.streamName}" not found`,
          }),
    ],
  };
}

/** Strimzi does not see what names no Kafka. */
function isOfKafka({ object }: Operated): boolean {
  return object.metadata.labels?.['strimzi.io/cluster'] !== undefined;
}

function strimzi(operated: Operated): JsonRecord {
  const { type, status, lastTransitionTime } = ready(operated, '');
  return {
    observedGeneration: generationOf(operated.object),
    conditions: [{ type, status, lastTransitionTime }],
  };
}

function kafkaTopic(operated: Operated): JsonRecord | undefined {
  const { object, spec } = operated;
  const { name, uid } = object.metadata;
  return isOfKafka(operated)
    ? {
        ...strimzi(operated),
        topicName: spec.topicName ?? name,
        topicId: createHash('sha256')
          .update(uid)
          .digest('base64url')
          .slice(0, 22),
      }
    : undefined;
}

function kafkaUser(operated: Operated): JsonRecord | undefined {
  const { name } = operated.object.metadata;
  return isOfKafka(operated)
    ? { ...strimzi(operated), username: `CN=${name}`, secret: name }
    : undefined;
}

function secretStore(operated: Operated): JsonRecord {
  return {
    capabilities: 'ReadWrite',
    conditions: [ready(operated, 'Valid', { message: 'store validated' })],
  };
}

/** Says that there is a Secret, and never what would be in it: none is made. */
function externalSecret(operated: Operated): JsonRecord {
  const { store, object, spec, before, now } = operated;
  const { name, namespace, uid } = object.metadata;
  const reference = isRecord(spec.secretStoreRef) ? spec.secretStoreRef : {};
  const isShared = reference.kind === KINDS.clusterSecretStore.kind;
  const found = isShared
    ? store.get(KINDS.clusterSecretStore, undefined, `${reference.name}`)
    : store.get(KINDS.secretStore, namespace, `${reference.name}`);
  if (!found) {
    const message = `could not get secret data from provider: ${
      reference.kind ?? KINDS.secretStore.kind
    } "${reference.name}" not found`;
    const isReady = false;
    return {
      ...before,
      conditions: [ready(operated, 'SecretSyncedError', { isReady, message })],
    };
  }
  const sinceMs = now.getTime() - Date.parse(`${before.refreshTime}`);
  const version = createHash('sha256').update(uid).digest('hex').slice(0, 32);
  const target = isRecord(spec.target) ? spec.target : {};
  return {
    binding: { name: target.name ?? name },
    refreshTime: sinceMs < REFRESH_MS ? before.refreshTime : formatTime(now),
    syncedResourceVersion: `${generationOf(object)}-${version}`,
    conditions: [ready(operated, 'SecretSynced', { message: 'secret synced' })],
  };
}

function sealedSecret(operated: Operated): JsonRecord {
  const { type, status, lastTransitionTime } = ready(operated, '', {
    type: 'Synced',
  });
  return {
    observedGeneration: generationOf(operated.object),
    conditions: [
      {
        type,
        status,
        lastTransitionTime,
        lastUpdateTime: lastTransitionTime,
      },
    ],
  };
}

function logging(): JsonRecord {
  return { active: true, problemsCount: 0 };
}

function policy(): JsonRecord {
  return { conditionStatus: { ready: true } };
}

/** What is to be in a database of a cluster, once that answers. */
function inDatabase({ store, object, spec, now }: Operated): JsonRecord {
  const { namespace, creationTimestamp } = object.metadata;
  const { name } = isRecord(spec.cluster) ? spec.cluster : { name: undefined };
  const cluster = store.get(KINDS.postgresCluster, namespace, `${name}`);
  const status = isRecord(cluster?.status) ? cluster.status : {};
  const isUp = Number(status.readyInstances ?? 0) > 0;
  const isDue = now.getTime() - Date.parse(creationTimestamp) >= SECOND_MS;
  const observedGeneration = generationOf(object);
  return isUp && isDue
    ? { applied: true, observedGeneration }
    : {
        applied: false,
        message: cluster
          ? `cluster "${name}" is not ready`
          : `cluster "${name}" not found`,
      };
}
