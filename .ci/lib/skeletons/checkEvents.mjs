import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { eventually } from './eventually.mjs';
import {
  assertUnavailable,
  count,
  getReadiness,
  later,
  newTrace,
  postVisit,
} from './moduleChecks.mjs';
import { request } from './request.mjs';

const SHORT_MS = 1_500;
// A handler that failed waits for up to so long, and others that use the machine too.
const HANDLED_MS = 30_000;
const POISON = ['not JSON', '[]', '{"name":"without an id"}'];

/** Events from one service to another, through all that may happen between them. */
export async function checkEvents(world, steps, started) {
  const [first, second] = started;
  const check = (name, run) =>
    steps.run(name, () => run(world, first, second), started);
  await check('an event is one trace over two modules', checkOneTrace);
  await check(
    'a bus that is away for a moment costs nobody anything',
    checkShortOutage,
  );
  await check('a bus that is away is told of, and comes back', checkLongOutage);
  await check('what is no event is rejected once', checkPoison);
  await check(
    'events wait for a database, and are handled once',
    checkDatabaseAway,
  );
}

async function checkOneTrace(world, first, second) {
  const { traceId, headers } = newTrace();
  const id = await visit(first, headers);
  await received(world, second, id);
  const kinds = ['server', 'producer', 'consumer'];
  const spans = await eventually('spans of both modules', () => {
    const all = world.traces.ofTrace(traceId);
    return kinds.every(kind => all.some(span => span.kind === kind)) && all;
  });
  const [server, producer, consumer] = kinds.map(kind =>
    spans.find(span => span.kind === kind),
  );
  assert.equal(server.attributes['http.route'], '/visits');
  assert.deepEqual(
    [server, producer, consumer].map(({ service }) => service),
    [first.label, first.label, second.label],
  );
  assert.equal(consumer.parentSpanId, producer.spanId);
  const statements = spans.filter(
    ({ kind, attributes }) =>
      kind === 'client' &&
      (attributes['db.system.name'] ?? attributes['db.system']),
  );
  const services = new Set(statements.map(({ service }) => service));
  assert.deepEqual(services, new Set([first.label, second.label]));
  assert.deepEqual(world.traces.problems, []);
}

async function checkShortOutage(world, first, second) {
  await world.nats.stop();
  const answer = later(postVisit(first));
  await setTimeout(SHORT_MS);
  await world.nats.start();
  const { status, text } = await answer;
  assert.equal(status, 201, text);
  await received(world, second, JSON.parse(text).id);
}

async function checkLongOutage(world, first, second) {
  const failures = () =>
    count(first, 'events_published_total', { outcome: 'failed' });
  const before = {
    rows: await countVisits(world, first),
    failed: await failures(),
  };
  await world.nats.stop();
  const { traceId, headers } = newTrace();
  const startMs = Date.now();
  try {
    assertUnavailable(await postVisit(first, headers));
    const seconds = (Date.now() - startMs) / 1000;
    assert(seconds < 9, `It took ${seconds} s`);
    assert.equal((await failures()) - before.failed, 1, 'Nothing was counted');
    assert.equal(await countVisits(world, first), before.rows, 'It is stored');
    assert.equal((await getReadiness(first)).status, 200);
    assert.equal((await request(first.port, '/visits')).status, 200);
    assert(
      first.logs().some(line => line.trace_id === traceId && line.span_id),
      'No line of the log is of this trace',
    );
  } finally {
    await world.nats.start();
  }
  const id = await eventually(
    'visits are stored again',
    () => visit(first),
    HANDLED_MS,
  );
  await received(world, second, id);
  assert.equal((await getReadiness(second)).status, 200);
}

async function checkPoison(world, first, second) {
  const rejected = () => consumed(second, 'rejected');
  const before = await rejected();
  const [subject] = subjectsOf(first);
  for (const text of POISON) {
    await world.nats.publish(subject, text);
  }
  // They do not stop what comes after them.
  await received(world, second, await visit(first));
  await eventually(
    'all are rejected',
    async () => (await rejected()) === before + POISON.length,
  );
  await eventually('nothing is left to confirm', async () => {
    const { num_ack_pending: left, num_pending: next } = await consumerOf(
      world,
      first,
      second,
    );
    return left + next === 0;
  });
  await setTimeout(SHORT_MS);
  assert.equal(await rejected(), before + POISON.length, 'It came again');
  const warnings = second.logs().filter(({ level }) => level === 'warn');
  assert(warnings.length >= POISON.length, 'Nothing is in the log');
}

async function checkDatabaseAway(world, first, second) {
  const [subject] = subjectsOf(first);
  const id = randomUUID();
  const text = JSON.stringify({ id, visitedAt: new Date().toISOString() });
  const failed = await consumed(second, 'failed');
  await world.postgres.stop();
  try {
    await world.nats.publish(subject, text);
    await eventually(
      'it is tried more than once',
      async () => (await consumed(second, 'failed')) >= failed + 2,
    );
    assertUnavailable(await postVisit(first));
    assertUnavailable(await request(first.port, '/visits'));
    assert.equal((await request(first.port, '/')).status, 200);
  } finally {
    await world.postgres.start();
  }
  await received(world, second, id);
  const handled = await consumed(second, 'handled');
  await world.nats.publish(subject, text);
  await eventually(
    'the second one is handled too',
    async () => (await consumed(second, 'handled')) === handled + 1,
  );
  assert.equal(await rowsOf(world, second, id), '1');
  await eventually('visits are stored again', () => visit(first), HANDLED_MS);
}

async function visit(service, headers) {
  const { status, text } = await postVisit(service, headers);
  assert.equal(status, 201, text);
  return JSON.parse(text).id;
}

/** Waits until a module has handled an event, once. */
export async function received(world, consumer, id, limitMs = HANDLED_MS) {
  await eventually(
    `the event ${id} in the database of ${consumer.label}`,
    async () => (await rowsOf(world, consumer, id)) !== '0',
    limitMs,
  );
  assert.equal(await rowsOf(world, consumer, id), '1');
}

function rowsOf(world, { module }, id) {
  return world.ask(
    module,
    `SELECT count(*) FROM ${module.schema}.received_events WHERE id = '${id}'`,
  );
}

function countVisits(world, { module }) {
  return world.ask(module, `SELECT count(*) FROM ${module.schema}.visits`);
}

function consumed(module, outcome) {
  return count(module, 'events_consumed_total', { outcome });
}

/** What a module publishes on. */
export function subjectsOf({ module }) {
  return module.events.find(({ kind }) => kind === 'Stream').spec.subjects;
}

function consumerOf(world, { module: of }, { module }) {
  const { spec } = module.events.find(({ kind }) => kind === 'Consumer');
  const stream = of.events.find(({ kind }) => kind === 'Stream').spec.name;
  assert.equal(spec.streamName, stream);
  return world.nats.consumer(stream, spec.durableName);
}
