import { toDurationMs } from '@orchestr8/backstage-plugin-o8-common';
import { KEPT, syncWave } from '../../emitters/annotations';
import { moduleLabels } from '../../emitters/labels';
import type { Emitter, PlacementContext } from '../../emitters/types';
import type { Manifest } from '../../types';
import { usedBus, type Kafka } from './bus';
import { toAcls } from './kafkaAcls';
import { topicName, type Published } from './names';
import { BUS_WAVE } from './natsObjects';

/** The group of the objects of Strimzi. */
export const STRIMZI = 'kafka.strimzi.io';
const API_VERSION = `${STRIMZI}/v1`;

/** The label that says which Kafka a topic or user is of. */
export const LABEL_KAFKA = 'strimzi.io/cluster';

/** The topics of a module, and its user with what it may do, by Strimzi. */
export const kafkaObjects: Emitter<PlacementContext> = {
  file: () => 'events.yaml',
  home: 'bus',
  kinds: ['KafkaTopic', 'KafkaUser'].map(kind => ({ group: STRIMZI, kind })),
  writes: ['events.bus.kafka'],
  emit: context => {
    const used = usedBus(context);
    if (used?.bus !== 'kafka') {
      return [];
    }
    const { module, broker, publishes } = used;
    return [
      ...publishes.map(each => toTopic(module, each, broker)),
      {
        apiVersion: API_VERSION,
        kind: 'KafkaUser',
        metadata: {
          ...head(module, broker),
          name: module,
          annotations: syncWave(BUS_WAVE),
        },
        spec: {
          authentication: { type: 'tls' },
          authorization: { type: 'simple', acls: toAcls(used) },
        },
      },
    ];
  },
};

function toTopic(module: string, published: Published, kafka: Kafka): Manifest {
  return {
    apiVersion: API_VERSION,
    kind: 'KafkaTopic',
    metadata: {
      ...head(module, kafka),
      name: topicName(module, published.name),
      annotations: { ...KEPT, ...syncWave(BUS_WAVE) },
    },
    spec: {
      partitions: published.partitions ?? kafka.partitions,
      replicas: kafka.replicas,
      config: {
        'min.insync.replicas': kafka.minInSyncReplicas,
        'retention.ms': toDurationMs(published.retention),
      },
    },
  };
}

function head(module: string, { namespace, cluster }: Kafka) {
  return {
    namespace,
    labels: { ...moduleLabels(module), [LABEL_KAFKA]: cluster },
  };
}
