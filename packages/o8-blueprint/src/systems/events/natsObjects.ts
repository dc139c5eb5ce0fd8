import { parseQuantity } from '../../rules/parseQuantity';
import { KEPT, syncWave } from '../../emitters/annotations';
import { moduleLabels } from '../../emitters/labels';
import type { Emitter, PlacementContext } from '../../emitters/types';
import type { Manifest } from '../../types';
import { usedBus, type Nats } from './bus';
import {
  consumerName,
  natsStream,
  natsSubjects,
  topicName,
  type Consumed,
  type Published,
} from './names';

/** The group of the objects of NACK. */
export const NACK = 'jetstream.nats.io';
const API_VERSION = `${NACK}/v1beta2`;

/** How long a consumer may take for an event before somebody else gets it. */
const ACK_WAIT = '30s';

/** After the boundary: a bus that does not answer must not keep the namespace open. */
export const BUS_WAVE = 1;

/** The streams of a module, and its places in those of others, by NACK. */
export const natsObjects: Emitter<PlacementContext> = {
  file: () => 'events.yaml',
  home: 'bus',
  kinds: ['Stream', 'Consumer'].map(kind => ({ group: NACK, kind })),
  writes: ['events.bus.nats'],
  emit: context => {
    const used = usedBus(context);
    return used?.bus === 'nats'
      ? [
          ...used.publishes.map(each =>
            toStream(used.module, each, used.broker),
          ),
          ...used.consumes.map(each =>
            toConsumer(used.module, each, used.broker),
          ),
        ]
      : [];
  },
};

function toStream(module: string, published: Published, nats: Nats): Manifest {
  return {
    apiVersion: API_VERSION,
    kind: 'Stream',
    metadata: {
      name: topicName(module, published.name),
      namespace: nats.namespace,
      labels: moduleLabels(module),
      annotations: { ...KEPT, ...syncWave(BUS_WAVE) },
    },
    spec: {
      name: natsStream(module, published.name),
      subjects: natsSubjects(module, published),
      ...inAccount(nats),
      storage: 'file',
      replicas: nats.replicas,
      retention: 'limits',
      discard: 'old',
      maxAge: toGoDuration(published.retention),
      ...(nats.maxBytes !== undefined && {
        maxBytes: parseQuantity(nats.maxBytes),
      }),
      // The events stay also where somebody removes the object by hand.
      preventDelete: true,
    },
  };
}

function toConsumer(module: string, consumed: Consumed, nats: Nats): Manifest {
  return {
    apiVersion: API_VERSION,
    kind: 'Consumer',
    metadata: {
      name: consumerName(module, consumed),
      namespace: nats.namespace,
      labels: moduleLabels(module),
      // A stream of its own has to be there first.
      annotations: syncWave(BUS_WAVE + 1),
    },
    spec: {
      streamName: natsStream(consumed.module, consumed.name),
      durableName: module,
      ...inAccount(nats),
      deliverPolicy: 'all',
      ackPolicy: 'explicit',
      ackWait: ACK_WAIT,
      // For ever: whoever counts tries loses events to every outage that is long enough. No
      // "backoff" either: the server adds it to the pause that a consumer asks for itself.
      maxDeliver: -1,
    },
  };
}

function inAccount({ account }: Nats): { account?: string } {
  return account === undefined ? {} : { account };
}

/** Go has no days. */
function toGoDuration(duration: string): string {
  const [, days] = /^([0-9]+)d$/.exec(duration) ?? [];
  return days === undefined ? duration : `${Number(days) * 24}h`;
}
