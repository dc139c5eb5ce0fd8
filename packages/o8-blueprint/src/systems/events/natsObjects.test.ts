import { contextOf, zoneWith } from './__testUtils__/eventPlans';
import { natsObjects } from './natsObjects';

const events = {
  bus: 'nats' as const,
  publishes: [{ name: 'order-sent' }],
  consumes: [{ module: 'bank', name: 'paid' }],
};

describe('natsObjects', () => {
  it('are a stream that nobody deletes and a place in that of another module', () => {
    expect(natsObjects.emit(contextOf(events))).toEqual([
      {
        apiVersion: 'jetstream.nats.io/v1beta2',
        kind: 'Stream',
        metadata: {
          name: 'shop.order-sent',
          namespace: 'nats',
          labels: { 'orchestr8.io/module': 'shop' },
          annotations: {
            'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
            'argocd.argoproj.io/sync-wave': '1',
          },
        },
        spec: {
          name: 'SHOP_ORDER-SENT',
          subjects: ['shop.order-sent', 'shop.order-sent.>'],
          storage: 'file',
          replicas: 3,
          retention: 'limits',
          discard: 'old',
          maxAge: '168h',
          maxBytes: 5_368_709_120,
          preventDelete: true,
        },
      },
      {
        apiVersion: 'jetstream.nats.io/v1beta2',
        kind: 'Consumer',
        metadata: {
          name: 'shop.bank.paid',
          namespace: 'nats',
          labels: { 'orchestr8.io/module': 'shop' },
          annotations: { 'argocd.argoproj.io/sync-wave': '2' },
        },
        spec: {
          streamName: 'BANK_PAID',
          durableName: 'shop',
          deliverPolicy: 'all',
          ackPolicy: 'explicit',
          ackWait: '30s',
          maxDeliver: -1,
        },
      },
    ]);
  });

  it.each([
    ['90s', '90s'],
    ['15m', '15m'],
    ['36h', '36h'],
    ['30d', '720h'],
  ])('keep events for %s, which Go calls %s', (retention, maxAge) => {
    const publishes = [{ name: 'a', retention }];
    const [stream] = natsObjects.emit(contextOf({ bus: 'nats', publishes }));
    expect(stream.spec).toMatchObject({ maxAge });
  });

  it('have the copies and the account of the landing zone', () => {
    const zone = zoneWith({ nats: { replicas: 1, account: 'modules' } });
    for (const { spec } of natsObjects.emit(contextOf(events, zone))) {
      expect(spec).toMatchObject({ account: 'modules' });
    }
    const [stream] = natsObjects.emit(contextOf(events, zone));
    expect(stream.spec).toMatchObject({ replicas: 1 });
  });

  it('leave the pauses to the consumer, and never give an event up', () => {
    const [, consumer] = natsObjects.emit(contextOf(events));
    expect(consumer.spec).not.toHaveProperty('backoff');
    expect(consumer.spec).toHaveProperty('maxDeliver', -1);
  });

  it('are none on another bus, or without a bus', () => {
    expect(natsObjects.emit(contextOf({ ...events, bus: 'kafka' }))).toEqual(
      [],
    );
    expect(natsObjects.emit(contextOf({ bus: 'nats' }))).toEqual([]);
    expect(natsObjects.emit(contextOf(undefined))).toEqual([]);
    const context = contextOf(events);
    const zone = structuredClone(context.zone);
    delete zone.spec.events;
    expect(natsObjects.emit({ ...context, zone })).toEqual([]);
  });
});
