import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { received } from './checkEvents.mjs';
import { eventually } from './eventually.mjs';
import {
  assertUnavailable,
  count,
  newTrace,
  postVisit,
  waitUntilReady,
} from './moduleChecks.mjs';

const SLOW_MS = 30_000;

/** A service that reads what it publishes, on a Kafka that knows who comes. */
export async function checkKafka(world, steps, { broker, reason }) {
  const name = 'over Kafka events are published and read';
  if (!broker) {
    steps.skip(name, reason);
    return;
  }
  // One of them at a time: each takes the broker away from whoever uses it.
  await broker.alone(() => tryKafka(world, steps, broker, name));
}

async function tryKafka(world, steps, broker, name) {
  const { kafka } = world.modules;
  const places = broker.placesOf(kafka.name);
  await steps.require('the topics of a module are made for it', async () => {
    await broker.apply(kafka.events);
    const { code, program } = await world.migrate(kafka);
    assert.equal(code, 0, program.describe());
  });
  const service = await world.start(kafka, { changes: places });
  const about = [service];
  await steps.require(
    name,
    async () => {
      await waitUntilReady(service);
      await checkEvent(world, service);
    },
    about,
  );
  await steps.run(
    'over Kafka what is no event is skipped, and others wait for a database',
    () => checkTrouble(world, service, broker),
    about,
  );
  await steps.run(
    'a Kafka that is away is told of, and comes back',
    () => checkOutage(world, service, broker),
    about,
  );
  await steps.run(
    'over Kafka it ends with 0, and begins where it was',
    () => checkEnd(world, service, places),
    about,
  );
}

async function checkEvent(world, service) {
  const { traceId, headers } = newTrace();
  const { status, text } = await postVisit(service, headers);
  assert.equal(status, 201, text);
  await received(world, service, JSON.parse(text).id);
  await eventually('a span of each side', () => {
    const kinds = world.traces.ofTrace(traceId).map(({ kind }) => kind);
    return ['server', 'producer', 'consumer'].every(kind =>
      kinds.includes(kind),
    );
  });
}

async function checkTrouble(world, service, broker) {
  const topic = service.module.events.find(({ kind }) => kind === 'KafkaTopic');
  const { name } = topic.metadata;
  const consumed = outcome =>
    count(service, 'events_consumed_total', { outcome });
  const failed = await consumed('failed');
  const id = randomUUID();
  await world.postgres.stop();
  try {
    await broker.admin([
      ['send', name, 'not JSON'],
      ['send', name, JSON.stringify({ id })],
    ]);
    await eventually(
      'it is tried more than once',
      async () => (await consumed('failed')) >= failed + 2,
      SLOW_MS,
    );
    assertUnavailable(await postVisit(service));
  } finally {
    await world.postgres.start();
  }
  await received(world, service, id);
  await eventually(
    'the other is rejected, once',
    async () => (await consumed('rejected')) === 1,
  );
}

async function checkOutage(world, service, broker) {
  await broker.stop();
  try {
    assertUnavailable(await postVisit(service));
    const failed = { outcome: 'failed' };
    assert((await count(service, 'events_published_total', failed)) > 0);
  } finally {
    await broker.start();
  }
  const id = await eventually(
    'visits are stored again',
    async () => {
      const { status, text } = await postVisit(service);
      assert.equal(status, 201, text);
      return JSON.parse(text).id;
    },
    SLOW_MS,
  );
  await received(world, service, id);
}

async function checkEnd(world, service, places) {
  service.signal('SIGTERM');
  assert.deepEqual(await service.ended(), { code: 0, signal: null });
  service.checkLogs();
  const next = await world.start(service.module, { changes: places });
  await waitUntilReady(next);
  const { status, text } = await postVisit(next);
  assert.equal(status, 201, text);
  await received(world, next, JSON.parse(text).id);
  const handled = { outcome: 'handled' };
  assert.equal(await count(next, 'events_consumed_total', handled), 1);
  await next.stop();
}
