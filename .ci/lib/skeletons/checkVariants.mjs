import assert from 'node:assert/strict';
import { eventually } from './eventually.mjs';
import { count, waitUntilReady } from './moduleChecks.mjs';
import { request } from './request.mjs';

const LIMIT_MS = 24_000;

/** A job that publishes, and a worker that reads what it has published. */
export async function checkVariants(world, steps) {
  const { job, worker } = world.modules;
  const { spec: stream } = job.events.find(({ kind }) => kind === 'Stream');
  await steps.run('a job that cannot do its work ends with 1', async () => {
    const migrated = await world.migrate(job);
    assert.equal(migrated.code, 0, migrated.program.describe());
    // Nobody has made its stream yet.
    await runJob(world, 1);
  });
  await steps.run('a job does its work, and ends with 0', async () => {
    await world.nats.apply([...job.events, ...worker.events]);
    await runJob(world, 0);
    assert.equal(await world.nats.count(stream.name), 1);
  });
  const started = await world.start(worker);
  await steps.run(
    'a worker answers probes, shows metrics on their own port, and reads events',
    async () => {
      await waitUntilReady(started);
      assert.equal((await request(started.port, '/')).status, 404);
      assert.equal((await request(started.port, '/metrics')).status, 404);
      const metrics = { port: world.metricsPort };
      const ask = outcome =>
        count(metrics, 'events_consumed_total', { outcome });
      await eventually('the event', async () => (await ask('handled')) === 1);
      await world.nats.publish(stream.subjects[0], 'not JSON');
      await eventually('its end', async () => (await ask('rejected')) === 1);
      const startMs = Date.now();
      started.signal('SIGTERM');
      assert.deepEqual(await started.ended(), { code: 0, signal: null });
      assert(Date.now() - startMs < LIMIT_MS);
      started.checkLogs();
    },
    [started],
  );
}

async function runJob(world, expected) {
  const job = await world.start(world.modules.job);
  const { code } = await job.ended();
  assert.equal(code, expected, job.describe());
  job.checkLogs();
}
