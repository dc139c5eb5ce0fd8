import type {
  LandingZone,
  ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';
import { z } from 'zod';
import { kindKey, kindOf } from '../emitters/kinds';
import { toAcls } from '../systems/events/kafkaAcls';
import { LABEL_KAFKA, STRIMZI } from '../systems/events/kafkaObjects';
import {
  consumerName,
  natsStream,
  topicName,
  type Consumed,
} from '../systems/events/names';
import { NACK } from '../systems/events/natsObjects';
import { findCredentialProblems } from './eventCredentialRules';
import type { ReadManifest } from './manifest';
import { findGuardProblems } from './namespaceRules';

// Strict: a mirror, another name or a subject to deliver to would reach other modules.
const streamSchema = z.strictObject({
  name: z.string(),
  subjects: z.array(z.string()).min(1),
  account: z.string().optional(),
  storage: z.literal('file'),
  replicas: z.number(),
  retention: z.literal('limits'),
  discard: z.literal('old'),
  maxAge: z.string(),
  maxBytes: z.number().optional(),
  preventDelete: z.literal(true),
});

const consumerSchema = z.strictObject({
  streamName: z.string(),
  durableName: z.string(),
  account: z.string().optional(),
  deliverPolicy: z.string(),
  ackPolicy: z.literal('explicit'),
  ackWait: z.string(),
  maxDeliver: z.number(),
});

const topicSchema = z.strictObject({
  partitions: z.number(),
  replicas: z.number(),
  config: z.strictObject({
    'min.insync.replicas': z.number(),
    'retention.ms': z.number(),
  }),
});

const aclSchema = z.strictObject({
  resource: z.strictObject({
    type: z.string(),
    name: z.string(),
    patternType: z.string(),
  }),
  operations: z.array(z.string()),
});

const userSchema = z.strictObject({
  authentication: z.strictObject({ type: z.literal('tls') }),
  authorization: z.strictObject({
    type: z.literal('simple'),
    acls: z.array(aclSchema),
  }),
});

type Events = NonNullable<ModuleSpec['spec']['events']>;

/**
 * How an object of an event bus is more than what the module publishes and consumes;
 * undefined for what is none.
 */
export function findEventProblems(
  object: ReadManifest,
  spec: ModuleSpec,
  zone: LandingZone | undefined,
): string[] | undefined {
  const { group, kind } = kindOf(object);
  if (![NACK, STRIMZI].includes(group)) {
    return findCredentialProblems(object, spec, zone);
  }
  const bus = group === NACK ? 'nats' : 'kafka';
  const { events } = spec.spec;
  if (events?.bus !== bus) {
    return [
      `is the ${kind} "${object.metadata.name}", but the module uses no ${bus}`,
    ];
  }
  return [
    ...findPlaceProblems(object, spec.metadata.name, zone?.spec.events?.[bus]),
    ...findKindProblems(object, spec.metadata.name, events),
    ...(bus === 'kafka' ? findLabelProblems(object, zone) : []),
  ];
}

/** Nobody else than the bus reads them; in another namespace they would be of somebody else. */
function findPlaceProblems(
  { kind, metadata: { name, namespace = '' } }: ReadManifest,
  module: string,
  broker: { namespace: string } | undefined,
): string[] {
  const isThere = broker
    ? namespace === broker.namespace
    : namespace !== '' && namespace !== module;
  return isThere
    ? []
    : [
        `is the ${kind} "${name}" in the namespace "${
          namespace || module
        }": it must be in that of the event bus`,
      ];
}

function findKindProblems(
  object: ReadManifest,
  module: string,
  events: Events,
): string[] {
  switch (kindKey(kindOf(object))) {
    case `${NACK}/Stream`:
      return findStreamProblems(object, module, events);
    case `${NACK}/Consumer`:
      return findConsumerProblems(object, module, events);
    case `${STRIMZI}/KafkaTopic`:
      return findTopicProblems(object, module, events);
    case `${STRIMZI}/KafkaUser`:
      return findUserProblems(object, module, events);
    default:
      return [
        `is the ${object.kind} "${object.metadata.name}": modules have none`,
      ];
  }
}

function findStreamProblems(
  { metadata, spec }: ReadManifest,
  module: string,
  { publishes }: Events,
): string[] {
  const published = publishes.find(
    ({ name }) => topicName(module, name) === metadata.name,
  );
  if (!published) {
    return [notPublished('Stream', metadata.name)];
  }
  const { data } = streamSchema.safeParse(spec);
  const stream = natsStream(module, published.name);
  return [
    ...findGuardProblems(metadata),
    ...(data
      ? []
      : ['has a spec that is more or less than a stream of its own']),
    ...(data && data.name !== stream
      ? [`is the stream "${data.name}" of NATS: it must be "${stream}"`]
      : []),
    ...(data?.subjects ?? [])
      .filter(subject => !subject.startsWith(`${module}.`))
      .map(
        subject =>
          `stores the subject "${subject}", which does not begin with "${module}."`,
      ),
  ];
}

function findConsumerProblems(
  { metadata, spec }: ReadManifest,
  module: string,
  { consumes }: Events,
): string[] {
  const isOwn = (each: Consumed) =>
    consumerName(module, each) === metadata.name;
  const consumed = consumes.find(isOwn);
  if (!consumed) {
    return [
      `is the Consumer "${metadata.name}", which is not in spec.events.consumes`,
    ];
  }
  const { data } = consumerSchema.safeParse(spec);
  const stream = natsStream(consumed.module, consumed.name);
  return data && data.streamName === stream && data.durableName === module
    ? []
    : [
        `must read the stream "${stream}" as "${module}", and deliver it nowhere else`,
      ];
}

function findTopicProblems(
  { metadata, spec }: ReadManifest,
  module: string,
  { publishes }: Events,
): string[] {
  return publishes.some(({ name }) => topicName(module, name) === metadata.name)
    ? [
        ...findGuardProblems(metadata),
        ...(topicSchema.safeParse(spec).success
          ? []
          : [
              'has a spec with more or less than partitions, replicas and what is kept how long',
            ]),
      ]
    : [notPublished('KafkaTopic', metadata.name)];
}

function findUserProblems(
  { metadata, spec }: ReadManifest,
  module: string,
  { publishes, consumes }: Events,
): string[] {
  const { data } = userSchema.safeParse(spec);
  const allowed = new Set(toAcls({ module, publishes, consumes }).map(sayAcl));
  return [
    ...(metadata.name === module
      ? []
      : [`is the KafkaUser "${metadata.name}": it must be "${module}"`]),
    ...(data
      ? []
      : ['has a spec that is more than a certificate and a list of ACLs']),
    ...(data?.authorization.acls ?? [])
      .map(sayAcl)
      .filter(said => !allowed.has(said))
      .map(
        said =>
          `may ${said}, which does not follow from spec.events of module.yaml`,
      ),
  ];
}

function sayAcl({ resource, operations }: z.output<typeof aclSchema>): string {
  const { type, name, patternType } = resource;
  return `${[...operations]
    .sort()
    .join(', ')} the ${patternType} ${type} "${name}"`;
}

function findLabelProblems(
  { metadata: { labels = {} } }: ReadManifest,
  zone: LandingZone | undefined,
): string[] {
  const cluster = zone?.spec.events?.kafka?.cluster;
  const actual = labels[LABEL_KAFKA];
  return cluster === undefined || actual === cluster
    ? []
    : [`must have the label ${LABEL_KAFKA}: ${cluster}`];
}

function notPublished(kind: string, name: string): string {
  return `is the ${kind} "${name}", which is not in spec.events.publishes`;
}
