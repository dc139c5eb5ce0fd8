import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { received, subjectsOf } from './checkEvents.mjs';
import { eventually } from './eventually.mjs';
import { findDropped } from './findDropped.mjs';
import { Load } from './Load.mjs';
import {
  getReadiness,
  later,
  postVisit,
  waitUntilReady,
} from './moduleChecks.mjs';

const HELD_SECONDS = 5;
const LOAD_MS = 700;
const NOTICE_MS = 1_500;
const FEW = 10;
const LIMIT_MS = 24_000;
// What nobody gives back is there again when its 30 s are over.
const GIVEN_BACK_MS = 12_000;

/** Pods go all the time: nobody may notice it. */
export async function checkShutdown(world, steps, [first, second]) {
  await steps.run(
    'a service that has to end drops nothing, and ends in time',
    () => checkService(world, first),
    [first],
  );
  await steps.run(
    'an event at hand is finished or given back',
    () => checkConsumer(world, first, second),
    [second],
  );
  await steps.run('through all of it they have said nothing but JSON', () => {
    first.checkLogs();
    second.checkLogs();
  });
}

async function checkService(world, service) {
  const lock = await hold(world, service, 'visits');
  const held = later(postVisit(service));
  await lock.waitedFor();
  const load = new Load(service.port, '/');
  try {
    await setTimeout(LOAD_MS);
    const signalMs = Date.now();
    service.signal('SIGTERM');
    await eventually(
      'it is not ready',
      async () => (await getReadiness(service)).status === 503,
      NOTICE_MS,
    );
    const { status, text } = await held;
    assert(Date.now() - signalMs > NOTICE_MS, 'The request was not held');
    assert.equal(status, 201, text);
    const end = await service.ended();
    const ms = Date.now() - signalMs;
    judge(await load.stop(), signalMs);
    assert.deepEqual(end, { code: 0, signal: null });
    assert(ms < LIMIT_MS, `It took ${ms / 1000} s`);
  } finally {
    await load.stop();
    await lock.released;
  }
}

function judge(requests, signalMs) {
  const dropped = findDropped(requests, signalMs);
  const what = `${dropped.length} of ${requests.length} requests are lost`;
  assert.equal(dropped.length, 0, `${what}: ${JSON.stringify(dropped[0])}`);
  const answered = requests.filter(
    ({ startMs, status }) => startMs > signalMs && status === 200,
  );
  assert(answered.length > FEW, 'Hardly anything was asked in the end');
}

async function checkConsumer(world, publisher, consumer) {
  const lock = await hold(world, consumer, 'received_events');
  const id = randomUUID();
  const [subject] = subjectsOf(publisher);
  await world.nats.publish(subject, JSON.stringify({ id }));
  await lock.waitedFor();
  const signalMs = Date.now();
  consumer.signal('SIGTERM');
  assert.deepEqual(await consumer.ended(), { code: 0, signal: null });
  assert(Date.now() - signalMs < LIMIT_MS);
  await lock.released;
  const next = await world.start(consumer.module);
  await waitUntilReady(next);
  await received(world, next, id, GIVEN_BACK_MS);
}

/** Locks a table for some seconds, from when this returns. */
async function hold(world, { module }, table) {
  const released = later(
    world.ask(
      module,
      `BEGIN; LOCK TABLE ${module.schema}.${table} IN ACCESS EXCLUSIVE MODE;
       SELECT pg_sleep(${HELD_SECONDS}); COMMIT`,
    ),
  );
  const locks = isGranted =>
    world.ask(
      module,
      `SELECT count(*) FROM pg_locks WHERE ${isGranted ? '' : 'NOT'} granted
       AND relation = '${module.schema}.${table}'::regclass`,
    );
  await eventually('the lock', async () => (await locks(true)) !== '0');
  return {
    released,
    waitedFor: () =>
      eventually(
        'somebody waits for the lock',
        async () => (await locks(false)) !== '0',
      ),
  };
}
