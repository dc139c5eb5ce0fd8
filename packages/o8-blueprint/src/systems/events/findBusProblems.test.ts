import type {
  LandingZone,
  ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';
import { problemsOf } from '../../__testUtils__/examples';
import { planModule } from '../../plan/planModule';
import type { Platform } from '../../types';
import { eventSpec, zoneWith } from './__testUtils__/eventPlans';

const publishes = [{ name: 'sent' }];
const kafka = eventSpec({ bus: 'kafka', publishes });
const nats = eventSpec({ bus: 'nats', publishes });

const linesOf = (
  spec: ModuleSpec,
  zone: LandingZone,
  more: { platform?: Platform; allowDestructive?: boolean } = {},
) =>
  problemsOf(planModule({ spec, zone, ...more })).map(
    ({ path, message }) => `${path}: ${message}`,
  );

/** A zone without one of its fields. */
function without(
  field: 'events' | 'nats' | 'credentials',
  zone = zoneWith(),
): LandingZone {
  const { events } = zone.spec;
  if (field === 'events') {
    delete zone.spec.events;
  } else if (field === 'nats') {
    delete events?.nats;
  } else {
    delete events?.kafka?.credentials;
  }
  return zone;
}

describe('findBusProblems', () => {
  it('has nothing against what the landing zone can do', () => {
    for (const spec of [kafka, nats, eventSpec({ bus: 'kafka' })]) {
      expect(linesOf(spec, zoneWith())).toEqual([]);
    }
  });

  it('names the bus that the landing zone lacks', () => {
    expect(linesOf(nats, without('nats'))).toEqual([
      'spec.events.bus: the landing zone "rich" has no NATS',
    ]);
    expect(linesOf(kafka, without('events'))).toEqual([
      'spec.events.bus: the landing zone "rich" has no Kafka',
    ]);
  });

  it('asks how modules get their certificates', () => {
    expect(linesOf(kafka, without('credentials'))).toEqual([
      'spec.events.bus: the landing zone "rich" does not say how modules get the certificates of their Kafka users: its platform team sets "spec.events.kafka.credentials"',
    ]);
    // Without anything to publish or read nobody asks for one.
    expect(
      linesOf(eventSpec({ bus: 'kafka' }), without('credentials')),
    ).toEqual([]);
  });

  describe('for health data', () => {
    const compliance = {
      frameworks: ['hipaa' as const],
      dataClassification: 'phi' as const,
    };
    const ofPatients = (bus: 'nats' | 'kafka') =>
      eventSpec({ bus, publishes }, { compliance });
    const open = zoneWith({
      nats: {
        url: 'tls://a.nats.svc:4222,nats://b.nats.svc:4222',
        credentials: 'none',
      },
    });

    it('asks for a NATS that is encrypted, and that tells modules apart', () => {
      expect(linesOf(ofPatients('nats'), open)).toEqual([
        'spec.events.bus: the landing zone "rich" reaches its NATS at nats://b.nats.svc:4222, where everybody on the way can read along: with hipaa its platform team says tls:// in "spec.events.nats.url"',
        'spec.events.bus: the landing zone "rich" has no credentials per module, so that whoever reaches its NATS can read all events: with hipaa its platform team sets "spec.events.nats.credentials" to "store" or "provided"',
      ]);
    });

    it('has nothing against one that is, nor against Kafka, which always is', () => {
      for (const bus of ['nats', 'kafka'] as const) {
        expect(linesOf(ofPatients(bus), zoneWith())).toEqual([]);
      }
      expect(linesOf(ofPatients('kafka'), open)).toEqual([]);
    });

    it('asks for neither where nothing is sent, or of other data', () => {
      const silent = eventSpec({ bus: 'nats' }, { compliance });
      expect(linesOf(silent, open)).toEqual([]);
      expect(linesOf(nats, open)).toEqual([]);
    });
  });

  it('knows what the store would call the credentials', () => {
    const zone = zoneWith();
    const { store } = zone.spec.secrets ?? {};
    Object.assign(store ?? {}, {
      provider: 'gcp',
      path: 'a'.repeat(250),
      project: 'p',
      role: '{module}@p.iam.gserviceaccount.com',
    });
    expect(linesOf(nats, zone)).toContainEqual(
      expect.stringMatching(
        /^spec\.events\.bus: its credentials would be "a+_shop_nats" in gcp, which takes letters/,
      ),
    );
  });

  it.each(['main', 'main-clients-ca'])(
    'lets no module overwrite the Secrets of Strimzi: %s',
    name => {
      const spec = eventSpec({ bus: 'kafka', publishes }, {}, name);
      expect(linesOf(spec, zoneWith())).toEqual([
        `metadata.name: "${name}" cannot have a Kafka user: the Secrets of the Kafka "main" begin with its name`,
      ]);
      const other = eventSpec({ bus: 'nats', publishes }, {}, name);
      expect(linesOf(other, zoneWith())).toEqual([]);
    },
  );

  it('lets no variable of the spec take the place of its own', () => {
    const env = { KAFKA_TOPIC_SENT: 'mine' };
    const spec = structuredClone(kafka);
    spec.spec.workload.env = env;
    expect(linesOf(spec, zoneWith())).toEqual([
      expect.stringMatching(/^spec\.workload\.env\.KAFKA_TOPIC_SENT: is set/),
    ]);
  });
});

describe('a topic that is there', () => {
  const there = (partitions?: number): Platform => ({
    modules: [
      {
        spec: eventSpec({
          bus: 'kafka',
          publishes: [{ name: 'sent', partitions }],
        }),
      },
    ],
  });
  const next = (partitions?: number) =>
    eventSpec({ bus: 'kafka', publishes: [{ name: 'sent', partitions }] });

  it.each([
    [6, 5, 6],
    [6, undefined, 6],
    [undefined, 2, 3],
  ])('with %s partitions never has %s', (before, after, least) => {
    const lines = linesOf(next(after), zoneWith(), {
      platform: there(before),
      allowDestructive: true,
    });
    expect(lines).toEqual([
      `spec.events.publishes[0].partitions: ${
        after ?? 3
      } is fewer than the ${least} that the topic has: Kafka only adds partitions`,
    ]);
  });

  it.each([
    [3, 12],
    [3, undefined],
    [2, undefined],
  ])('with %s partitions may have %s', (before, after) => {
    expect(
      linesOf(next(after), zoneWith(), { platform: there(before) }),
    ).toEqual([]);
  });
});

describe('what a module has published', () => {
  const two = (bus: 'nats' | 'kafka') =>
    eventSpec({ bus, publishes: [{ name: 'sent' }, { name: 'paid' }] });
  const one = (bus: 'nats' | 'kafka') =>
    eventSpec({ bus, publishes: [{ name: 'sent' }] });

  it.each([
    ['nats', 'Stream "nats/shop.paid"'],
    ['kafka', 'KafkaTopic "kafka/shop.paid"'],
  ] as const)('is not given up by mistake on %s', (bus, what) => {
    const platform = { modules: [{ spec: two(bus) }] };
    expect(linesOf(one(bus), zoneWith(), { platform })).toEqual([
      expect.stringContaining(
        `spec.events.publishes: drops ${what} on "eu-1": what keeps data is given up on the command line only`,
      ),
    ]);
    expect(
      linesOf(one(bus), zoneWith(), { platform, allowDestructive: true }),
    ).toEqual([]);
  });

  it('is not left behind on another bus', () => {
    const platform = { modules: [{ spec: one('nats') }] };
    expect(linesOf(one('kafka'), zoneWith(), { platform })).toEqual([
      expect.stringContaining('drops Stream "nats/shop.sent" on "eu-1"'),
    ]);
  });
});
