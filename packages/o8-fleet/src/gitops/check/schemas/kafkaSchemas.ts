import { z } from 'zod';
import {
  anything,
  count,
  fields,
  filledList,
  flag,
  list,
  oneOf,
  text,
} from './fields';

/** A KafkaTopic of Strimzi, but for its metadata. */
export const kafkaTopicSchema: z.ZodRawShape = {
  spec: fields({
    config: anything,
    partitions: z.int().min(1),
    replicas: z.int().min(1).max(32_767),
    topicName: text,
  }),
};

const acl = fields(
  { host: text, type: oneOf('allow', 'deny') },
  {
    operations: filledList(
      oneOf(
        'Read',
        'Write',
        'Create',
        'Delete',
        'Alter',
        'Describe',
        'ClusterAction',
        'AlterConfigs',
        'DescribeConfigs',
        'IdempotentWrite',
        'All',
      ),
    ),
    resource: fields(
      { name: text, patternType: oneOf('literal', 'prefix') },
      { type: oneOf('topic', 'group', 'cluster', 'transactionalId') },
    ),
  },
);

/** A KafkaUser of Strimzi, but for its metadata. */
export const kafkaUserSchema: z.ZodRawShape = {
  spec: fields({
    authentication: fields(
      {
        password: fields(
          {},
          {
            valueFrom: fields({
              secretKeyRef: fields({ key: text, name: text, optional: flag }),
            }),
          },
        ),
        renewalDays: z.int(),
        validityDays: z.int(),
      },
      { type: oneOf('tls', 'tls-external', 'scram-sha-512') },
    ),
    authorization: fields({}, { acls: list(acl), type: oneOf('simple') }),
    quotas: fields({
      consumerByteRate: count,
      controllerMutationRate: z.number(),
      producerByteRate: count,
      requestPercentage: count,
    }),
    template: fields({ secret: anything }),
  }),
};
