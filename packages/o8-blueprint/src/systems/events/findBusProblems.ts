import type {
  ModuleSpec,
  Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import type { ModuleContext } from '../../emitters/types';
import { resolveEvents } from '../../plan/resolveEvents';
import { findPathProblem } from '../secrets/findStoreProblems';
import type { Surroundings } from '../System';
import { usedBus, type UsedBus } from './bus';
import { busCredentials } from './credentials';

const TITLES = { nats: 'NATS', kafka: 'Kafka' };

/** What the landing zone lacks for the events of a module, and what others have against them. */
export function findBusProblems(
  context: ModuleContext,
  surroundings: Surroundings,
): Problem[] {
  const { spec, zone } = context;
  const { events } = spec.spec;
  if (!events) {
    return [];
  }
  const called = `the landing zone "${zone.metadata.name}"`;
  if (!zone.spec.events?.[events.bus]) {
    return [
      refused('spec.events.bus', `${called} has no ${TITLES[events.bus]}`),
    ];
  }
  const used = usedBus(context);
  return [
    ...(used ? findCredentialProblems(context, used, called) : []),
    ...(used ? findReadableProblems(context, used, called) : []),
    ...(used?.bus === 'kafka' ? findKafkaProblems(used, surroundings) : []),
    ...resolveEvents(context, surroundings).problems,
  ];
}

function findCredentialProblems(
  { zone }: ModuleContext,
  used: UsedBus,
  called: string,
): Problem[] {
  const credentials = busCredentials(used);
  if (!credentials) {
    return used.bus === 'kafka'
      ? [
          refused(
            'spec.events.bus',
            `${called} does not say how modules get the certificates of their Kafka users: its platform team sets "spec.events.kafka.credentials"`,
          ),
        ]
      : [];
  }
  const { store } = zone.spec.secrets ?? {};
  const keyProblem =
    store && credentials.from === 'store'
      ? findPathProblem(store, used.module, used.bus)
      : undefined;
  return keyProblem
    ? [refused('spec.events.bus', `its credentials ${keyProblem}`)]
    : [];
}

/** Health data is for nobody on its way: Kafka has certificates for everybody, NATS may have nothing. */
function findReadableProblems(
  { spec: { spec } }: ModuleContext,
  used: UsedBus,
  called: string,
): Problem[] {
  const { frameworks = [] } = spec.compliance ?? {};
  if (used.bus !== 'nats' || !frameworks.includes('hipaa')) {
    return [];
  }
  const open = used.broker.url
    .split(',')
    .filter(address => !address.startsWith('tls://'));
  return [
    ...(open.length > 0
      ? [
          refused(
            'spec.events.bus',
            `${called} reaches its NATS at ${open.join(
              ', ',
            )}, where everybody on the way can read along: with hipaa its platform team says tls:// in "spec.events.nats.url"`,
          ),
        ]
      : []),
    ...(busCredentials(used)
      ? []
      : [
          refused(
            'spec.events.bus',
            `${called} has no credentials per module, so that whoever reaches its NATS can read all events: with hipaa its platform team sets "spec.events.nats.credentials" to "store" or "provided"`,
          ),
        ]),
  ];
}

function findKafkaProblems(
  used: UsedBus & { bus: 'kafka' },
  { platform }: Surroundings,
): Problem[] {
  const { module, broker } = used;
  const { cluster } = broker;
  const former = platform?.modules.find(
    ({ spec }) => spec.metadata.name === module,
  )?.spec;
  return [
    // Strimzi keeps the Secret of a user beside its own, and overwrites what is called like it.
    ...(module === cluster || module.startsWith(`${cluster}-`)
      ? [
          refused(
            'metadata.name',
            `"${module}" cannot have a Kafka user: the Secrets of the Kafka "${cluster}" begin with its name`,
          ),
        ]
      : []),
    ...(former ? findFewerPartitions(used, former) : []),
  ];
}

/** Kafka takes further partitions and never gives up one. */
function findFewerPartitions(
  { publishes, broker }: UsedBus & { bus: 'kafka' },
  { spec: { events } }: ModuleSpec,
): Problem[] {
  return publishes.flatMap(
    ({ name, partitions = broker.partitions }, index) => {
      const before =
        events?.bus === 'kafka'
          ? events.publishes.find(each => each.name === name)
          : undefined;
      const least = before ? before.partitions ?? broker.partitions : 0;
      return partitions < least
        ? [
            refused(
              `spec.events.publishes[${index}].partitions`,
              `${partitions} is fewer than the ${least} that the topic has: Kafka only adds partitions`,
            ),
          ]
        : [];
    },
  );
}

function refused(path: string, message: string): Problem {
  return { path, message, kind: 'refused' };
}
