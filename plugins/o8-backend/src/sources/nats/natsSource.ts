import { createSource } from '../createSource';
import {
  looseFlag,
  looseName,
  looseNames,
  looseNumber,
  looseObject,
} from '../loose';
import {
  conditionsSchema,
  toConditions,
  type Conditions,
} from '../toConditions';

const MAX_SUBJECTS = 20;

/** What is kept of a Stream: `nats.stream`. */
export type StreamValue = {
  /** Its name in JetStream; null if nobody says. */
  stream: string | null;
  subjects: string[];
  /** `file` or `memory`. */
  storage: string | null;
  retention: string | null;
  replicas: number | null;
  maxAge: string | null;
  /** Whether it outlives this object. */
  isGuarded: boolean;
  conditions: Conditions;
};

/** What is kept of a Consumer: `nats.consumer`. */
export type ConsumerValue = {
  stream: string | null;
  /** Null forgets where it was. */
  durable: string | null;
  subjects: string[];
  acknowledges: string | null;
  maxDeliver: number | null;
  conditions: Conditions;
};

const status = looseObject({ conditions: conditionsSchema });

const streamSchema = looseObject({
  spec: looseObject({
    name: looseName,
    subjects: looseNames,
    storage: looseName,
    retention: looseName,
    replicas: looseNumber,
    maxAge: looseName,
    preventDelete: looseFlag,
  }),
  status,
});

const consumerSchema = looseObject({
  spec: looseObject({
    streamName: looseName,
    durableName: looseName,
    filterSubject: looseName,
    filterSubjects: looseNames,
    ackPolicy: looseName,
    maxDeliver: looseNumber,
  }),
  status,
});

/** Streams and Consumers of NATS JetStream, as their controller was asked for them. */
export const natsSource = createSource({
  id: 'nats',
  reach: 'anywhere',
  readings: [
    {
      group: 'jetstream.nats.io',
      kind: 'Stream',
      plural: 'streams',
      fact: 'stream',
      read(object) {
        const { spec, status: said } = streamSchema.parse(object);
        const value: StreamValue = {
          stream: spec.name ?? null,
          subjects: spec.subjects.slice(0, MAX_SUBJECTS),
          storage: spec.storage ?? null,
          retention: spec.retention ?? null,
          replicas: spec.replicas ?? null,
          maxAge: spec.maxAge ?? null,
          isGuarded: spec.preventDelete === true,
          conditions: toConditions(said.conditions),
        };
        return { value };
      },
    },
    {
      group: 'jetstream.nats.io',
      kind: 'Consumer',
      plural: 'consumers',
      fact: 'consumer',
      read(object) {
        const { spec, status: said } = consumerSchema.parse(object);
        const { filterSubject, filterSubjects } = spec;
        const value: ConsumerValue = {
          stream: spec.streamName ?? null,
          durable: spec.durableName ?? null,
          subjects: [
            ...(filterSubject ? [filterSubject] : []),
            ...filterSubjects,
          ].slice(0, MAX_SUBJECTS),
          acknowledges: spec.ackPolicy ?? null,
          maxDeliver: spec.maxDeliver ?? null,
          conditions: toConditions(said.conditions),
        };
        return { value };
      },
    },
  ],
});
