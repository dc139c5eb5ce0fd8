import { createZoneInput, findProblems, findSurprises } from '../__testUtils__';
import { landingZoneSchema } from '../landingZone';
import { eventsSchema } from './events';

const PODS = { namespace: 'bus', podLabels: { app: 'bus' } };
const NATS = { ...PODS, url: 'nats://nats.nats.svc:4222' };
const KAFKA = { ...PODS, cluster: 'main', bootstrap: 'main.kafka.svc:9093' };

const nats = (more: object) => ({ nats: { ...NATS, ...more } });
const kafka = (more: object) => ({ kafka: { ...KAFKA, ...more } });
const NO_URL =
  'nats.url: is not a URL such as nats://nats.nats.svc:4222, or several with "," between them';
const NO_ADDRESS =
  'kafka.bootstrap: is not an address such as main-kafka-bootstrap.kafka.svc:9093, or several with "," between them';

describe('eventsSchema', () => {
  it('takes and refuses what it should, and says why', () => {
    expect(
      findSurprises(eventsSchema, {
        takes: [
          {},
          nats({}),
          nats({ url: 'tls://a.nats.svc:4222,tls://b.nats.svc' }),
          nats({ replicas: 1, maxBytes: '5Gi', account: 'modules' }),
          nats({ credentials: 'store' }),
          kafka({ bootstrap: 'a:9093,b.kafka.svc:9094' }),
          kafka({ credentials: 'kubernetes', partitions: 12, replicas: 1 }),
        ],
        refuses: [
          ...[
            'nats.nats.svc:4222',
            'http://nats.nats.svc',
            'nats://user:word@nats.nats.svc',
            'nats://nats.nats.svc:65536',
            'nats://a,',
            'nats://a b',
          ].map((url): [unknown, string] => [nats({ url }), NO_URL]),
          ...['main', 'https://main:9093', 'main:0', 'a:1,b', 'a:99999'].map(
            (bootstrap): [unknown, string] => [
              kafka({ bootstrap }),
              NO_ADDRESS,
            ],
          ),
          [
            { ...nats({ replicas: 7, maxBytes: '1', credentials: 'file' }) },
            'nats.replicas: must be 1 to 5',
            'nats.maxBytes: is not an amount of memory such as 128Mi or 4Gi',
            'nats.credentials: must be one of none, store, provided',
          ],
          [
            kafka({ credentials: 'none', minInSyncReplicas: 0, partitions: 0 }),
            'kafka.partitions: must be 1 to 200',
            'kafka.minInSyncReplicas: must be 1 to 9',
            'kafka.credentials: must be one of kubernetes, store, provided',
          ],
        ],
        hostile: [
          url => nats({ url }),
          bootstrap => kafka({ bootstrap }),
          account => nats({ account }),
        ],
      }),
    ).toEqual([]);
  });

  it('has several copies of each event, unless told otherwise', () => {
    expect(eventsSchema.parse({ nats: NATS, kafka: KAFKA })).toEqual({
      nats: { ...NATS, replicas: 3, credentials: 'none' },
      kafka: { ...KAFKA, partitions: 3, replicas: 3, minInSyncReplicas: 2 },
    });
  });
});

describe('checkEvents', () => {
  const store = { provider: 'vault', server: 'https://vault.example' };
  const external = { operator: 'external-secrets', store };
  const sealed = { operator: 'sealed-secrets' };
  const linesOf = (events: object, secrets?: object) => {
    const zone = createZoneInput();
    return findProblems(landingZoneSchema, {
      ...zone,
      spec: { ...zone.spec, events, ...(secrets && { secrets }) },
    });
  };

  it('takes what the operator of secrets can do', () => {
    for (const credentials of ['kubernetes', 'store', 'provided']) {
      expect(linesOf(kafka({ credentials }), external)).toEqual([]);
    }
    expect(linesOf(kafka({ credentials: 'provided' }), sealed)).toEqual([]);
    expect(linesOf({ ...kafka({}), ...nats({}) })).toEqual([]);
  });

  it('refuses what it cannot', () => {
    const needs = (bus: string, said: string) =>
      `spec.events.${bus}.credentials: "${said}" needs External Secrets: say "secrets.operator: external-secrets", or "provided"`;
    expect(linesOf(kafka({ credentials: 'kubernetes' }), sealed)).toEqual([
      needs('kafka', 'kubernetes'),
    ]);
    expect(
      linesOf({
        ...nats({ credentials: 'store' }),
        ...kafka({ credentials: 'store' }),
      }),
    ).toEqual([needs('nats', 'store'), needs('kafka', 'store')]);
  });

  it('refuses to wait for more brokers than there are', () => {
    expect(linesOf(kafka({ replicas: 1 }))).toEqual([
      'spec.events.kafka.minInSyncReplicas: is more than there are: at most 1, its replicas',
    ]);
  });
});
