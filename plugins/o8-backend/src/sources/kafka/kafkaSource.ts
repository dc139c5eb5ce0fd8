import type { KubernetesObject } from '@orchestr8/backstage-plugin-o8-node';
import { z } from 'zod';
import { createSource } from '../createSource';
import {
  looseList,
  looseName,
  looseNumber,
  looseObject,
  looseQuantity,
} from '../loose';
import {
  conditionsSchema,
  toConditions,
  type Conditions,
} from '../toConditions';

const LABEL_CLUSTER = 'strimzi.io/cluster';
const MAX_ACLS = 12;
const MAX_OPERATIONS = 12;

/** What is kept of a KafkaTopic: `kafka.topic`. */
export type TopicValue = {
  /** The Kafka that it is in; null belongs to none, so that nobody makes it. */
  kafka: string | null;
  topic: string;
  partitions: number | null;
  replicas: number | null;
  /** -1 is for ever. */
  retentionMs: string | null;
  minInSyncReplicas: string | null;
  conditions: Conditions;
};

/** What is kept of a KafkaUser: `kafka.user`. */
export type UserValue = {
  kafka: string | null;
  /** `tls`, `scram-sha-512`, …; null is nobody in particular. */
  authentication: string | null;
  /** The first of what it may do; `aclCount` is of all. */
  acls: {
    resource: string;
    name: string;
    /** `literal` or `prefix`. */
    pattern: string;
    operations: string[];
  }[];
  aclCount: number;
  conditions: Conditions;
};

const topicSchema = looseObject({
  spec: looseObject({
    topicName: looseName,
    partitions: looseNumber,
    replicas: looseNumber,
    config: looseObject({
      'retention.ms': looseQuantity,
      'min.insync.replicas': looseQuantity,
    }),
  }),
  status: looseObject({ conditions: conditionsSchema }),
});

const userSchema = looseObject({
  spec: looseObject({
    authentication: looseObject({ type: looseName }),
    authorization: looseObject({
      acls: looseList(
        looseObject({
          resource: looseObject({
            type: looseName,
            name: looseName,
            patternType: looseName,
          }),
          // They are few words; what is longer is none of them.
          operations: looseList(z.string().max(32)),
        }),
      ),
    }),
  }),
  status: looseObject({ conditions: conditionsSchema }),
});

/** Topics and users of Kafka, as Strimzi was asked for them. */
export const kafkaSource = createSource({
  id: 'kafka',
  reach: 'anywhere',
  readings: [
    {
      group: 'kafka.strimzi.io',
      kind: 'KafkaTopic',
      plural: 'kafkatopics',
      fact: 'topic',
      read: object => ({ value: toTopic(object) }),
    },
    {
      group: 'kafka.strimzi.io',
      kind: 'KafkaUser',
      plural: 'kafkausers',
      fact: 'user',
      read: object => ({ value: toUser(object) }),
    },
  ],
});

function toTopic(object: KubernetesObject): TopicValue {
  const { spec, status } = topicSchema.parse(object);
  return {
    kafka: toKafka(object),
    topic: spec.topicName ?? object.metadata.name,
    partitions: spec.partitions ?? null,
    replicas: spec.replicas ?? null,
    retentionMs: spec.config['retention.ms'] ?? null,
    minInSyncReplicas: spec.config['min.insync.replicas'] ?? null,
    conditions: toConditions(status.conditions),
  };
}

function toUser(object: KubernetesObject): UserValue {
  const { spec, status } = userSchema.parse(object);
  const { acls } = spec.authorization;
  return {
    kafka: toKafka(object),
    authentication: spec.authentication.type ?? null,
    acls: acls.slice(0, MAX_ACLS).map(({ resource, operations }) => ({
      resource: resource.type ?? '',
      name: resource.name ?? '',
      pattern: resource.patternType ?? 'literal',
      operations: operations.slice(0, MAX_OPERATIONS),
    })),
    aclCount: acls.length,
    conditions: toConditions(status.conditions),
  };
}

function toKafka({ metadata }: KubernetesObject): string | null {
  return looseName.parse(metadata.labels?.[LABEL_CLUSTER]) ?? null;
}
