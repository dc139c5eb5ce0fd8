import type { KubeObject } from '../../types';
import type { Placement } from '../Placement';

const guarded = {
  'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
};

/** The module's subjects or topics, in the namespace of the bus. */
export function* createEventBus(placement: Placement): Generator<KubeObject> {
  if (placement.module.bus === 'nats') yield* createNats(placement);
  if (placement.module.bus === 'kafka') yield* createKafka(placement);
}

function readyStatus(placement: Placement, time: string) {
  return {
    observedGeneration: 1,
    conditions: [
      {
        type: 'Ready',
        status: 'True',
        lastTransitionTime: placement.ago(placement.ageMs),
        ...(time && { reason: time, message: 'Stream is up to date' }),
      },
    ],
  };
}

function* createNats(placement: Placement): Generator<KubeObject> {
  const { name, ageMs, labels } = placement;
  const stream = name.toLocaleUpperCase('en-US');
  const common = {
    apiVersion: 'jetstream.nats.io/v1beta2',
    namespace: 'nats',
    ageMs,
    generation: 1,
    labels,
  };
  yield placement.object(
    { ...common, kind: 'Stream', name, annotations: guarded },
    {
      spec: {
        name: stream,
        subjects: [`${name}.>`],
        storage: 'file',
        retention: 'limits',
        discard: 'old',
        replicas: 3,
        maxAge: '168h',
        preventDelete: true,
      },
      status: readyStatus(placement, 'Created'),
    },
  );
  yield placement.object(
    { ...common, kind: 'Consumer', name: `${name}-worker` },
    {
      spec: {
        streamName: stream,
        durableName: `${name}-worker`,
        deliverPolicy: 'all',
        ackPolicy: 'explicit',
        ackWait: '30s',
        maxDeliver: 10,
        filterSubject: `${name}.requested`,
      },
      status: readyStatus(placement, 'Created'),
    },
  );
}

function* createKafka(placement: Placement): Generator<KubeObject> {
  const { name, ageMs, labels } = placement;
  const common = {
    apiVersion: 'kafka.strimzi.io/v1',
    namespace: 'kafka',
    ageMs,
    generation: 1,
    labels: { ...labels, 'strimzi.io/cluster': 'o8' },
  };
  yield placement.object(
    {
      ...common,
      kind: 'KafkaTopic',
      name: `${name}.events`,
      annotations: guarded,
    },
    {
      spec: {
        topicName: `${name}.events`,
        partitions: 6,
        replicas: 3,
        config: { 'retention.ms': 604800000, 'min.insync.replicas': 2 },
      },
      status: { ...readyStatus(placement, ''), topicName: `${name}.events` },
    },
  );
  yield placement.object(
    { ...common, kind: 'KafkaUser', name },
    {
      spec: {
        authentication: { type: 'tls' },
        authorization: {
          type: 'simple',
          acls: [
            {
              resource: {
                type: 'topic',
                name: `${name}.`,
                patternType: 'prefix',
              },
              operations: ['Create', 'Describe', 'Read', 'Write'],
              host: '*',
            },
            {
              resource: { type: 'group', name, patternType: 'prefix' },
              operations: ['Read'],
              host: '*',
            },
          ],
        },
      },
      status: {
        ...readyStatus(placement, ''),
        username: `CN=${name}`,
        secret: name,
      },
    },
  );
}
