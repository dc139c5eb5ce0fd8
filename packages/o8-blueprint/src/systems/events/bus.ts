import type {
  LandingZone,
  ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';

type Buses = NonNullable<LandingZone['spec']['events']>;
/** The NATS of a landing zone. */
export type Nats = NonNullable<Buses['nats']>;
/** The Kafka of a landing zone. */
export type Kafka = NonNullable<Buses['kafka']>;

/** What a module does on a bus that its landing zone has. */
export type UsedBus = Pick<
  NonNullable<ModuleSpec['spec']['events']>,
  'publishes' | 'consumes'
> & { module: string } & (
    | { bus: 'nats'; broker: Nats }
    | { bus: 'kafka'; broker: Kafka }
  );

const NATS_PORT = 4_222;

/** The bus of a module; undefined where it uses none, or its landing zone lacks it. */
export function usedBus({
  spec: { metadata, spec },
  zone,
}: {
  spec: ModuleSpec;
  zone: LandingZone;
}): UsedBus | undefined {
  if (!spec.events) {
    return undefined;
  }
  const { bus, publishes, consumes } = spec.events;
  const { nats, kafka } = zone.spec.events ?? {};
  const used = { module: metadata.name, publishes, consumes };
  if (publishes.length + consumes.length === 0) {
    return undefined;
  }
  if (bus === 'nats') {
    return nats && { ...used, bus, broker: nats };
  }
  return kafka && { ...used, bus, broker: kafka };
}

/** The ports at which clients reach the pods of a bus, each once and sorted. */
export function brokerPorts(used: UsedBus): number[] {
  const addresses =
    used.bus === 'nats' ? used.broker.url : used.broker.bootstrap;
  const ports = addresses.split(',').map(address => {
    const [, port] = /:([0-9]+)$/.exec(address) ?? [];
    return port === undefined ? NATS_PORT : Number(port);
  });
  return [...new Set(ports)].sort((a, b) => a - b);
}
