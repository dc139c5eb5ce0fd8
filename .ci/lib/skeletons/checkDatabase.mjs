import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { eventually } from './eventually.mjs';
import {
  assertUnavailable,
  assertVisit,
  getLiveness,
  getReadiness,
  later,
  postVisit,
  waitUntilAlive,
  waitUntilReady,
} from './moduleChecks.mjs';
import { request } from './request.mjs';
import { PASSWORD } from './World.mjs';

const WAIT_MS = 1_500;
const REFUSED_MS = 4_000;

/** Migrations of a database that is not there yet, twice at once, and again. */
export async function checkMigrations(world, steps) {
  const { visits, counter } = world.modules;
  await steps.require(
    'migrations wait for the database, run twice at once, and again',
    async () => {
      await world.postgres.stop();
      const both = later(
        Promise.all([world.migrate(visits), world.migrate(visits)]),
      );
      await setTimeout(WAIT_MS);
      await world.postgres.start();
      const again = [world.migrate(visits), world.migrate(counter)];
      const ends = [...(await both), ...(await Promise.all(again))];
      for (const { code, program } of ends) {
        assert.equal(code, 0, `${code}: ${program.describe()}`);
        program.checkLogs();
      }
    },
  );
  await steps.run('all tables are in the schema of the module', async () => {
    for (const module of [visits, counter]) {
      const tables = await world.ask(
        module,
        `SELECT schemaname, count(*), bool_or(tablename = 'visits') FROM pg_tables
         WHERE schemaname NOT IN ('pg_catalog', 'information_schema') GROUP BY 1`,
      );
      assert.match(tables, new RegExp(`^${module.schema}\\|[23456]\\|t$`));
    }
  });
}

/** Two services that begin before their bus is there; answers them when they are ready. */
export async function checkStart(world, steps) {
  const { visits, counter } = world.modules;
  const started = [await world.start(visits), await world.start(counter)];
  await steps.run(
    'without their bus services live, and are not ready',
    async () => {
      await Promise.all(started.map(waitUntilAlive));
      await setTimeout(WAIT_MS);
      for (const each of started) {
        assert.equal((await getReadiness(each)).status, 503, each.label);
        assert.equal((await getLiveness(each)).status, 200, each.label);
        assert.equal((await request(each.port, '/')).status, 200, each.label);
      }
    },
    started,
  );
  await world.nats.start();
  await steps.require(
    'they are ready when their bus and what they read is there',
    async () => {
      const events = [visits, counter].flatMap(module => module.events);
      const isStream = ({ kind }) => kind === 'Stream';
      await world.nats.apply(events.filter(isStream));
      // Somebody makes the place of a reader later than the stream.
      await setTimeout(WAIT_MS);
      assert.equal((await getReadiness(started[1])).status, 503);
      await world.nats.apply(events.filter(each => !isStream(each)));
      await Promise.all(started.map(waitUntilReady));
    },
    started,
  );
  return started;
}

/** What a service does with its database, and what no other module may. */
export async function checkVisits(world, steps, [first, second]) {
  const { visits, counter } = world.modules;
  await steps.run(
    'visits are stored in the schema of their module, and told',
    () => storeVisits(world, first),
    [first],
  );
  await steps.run('a module reaches nothing of another one', async () => {
    await postVisit(second);
    const login = { user: visits.user, password: PASSWORD, ca: world.ca };
    const ask = (database, sql) =>
      world.postgres.queryAs({ ...login, database }, sql);
    const own = await ask(visits.databaseName, 'SELECT 1');
    assert.equal(own.code, 0, own.output);
    const other = await ask(counter.databaseName, 'SELECT 1');
    assert.notEqual(other.code, 0);
    assert.match(other.output, /pg_hba\.conf/);
    // Also if somebody let it in.
    await assert.rejects(
      world.ask(
        counter,
        `SET ROLE ${visits.user}; SELECT * FROM ${counter.schema}.visits`,
      ),
      /permission denied/,
    );
  });
  await checkCertificates(world, steps);
}

async function storeVisits(world, service) {
  const { module, port } = service;
  const ids = [];
  for (let index = 0; index < 11; index += 1) {
    const { status, text } = await postVisit(service);
    assert.equal(status, 201, text);
    assertVisit(JSON.parse(text));
    ids.unshift(JSON.parse(text).id);
  }
  const { status, text } = await request(port, '/visits');
  assert.equal(status, 200, text);
  const { count, latest } = JSON.parse(text);
  assert.equal(count, 11);
  latest.forEach(assertVisit);
  assert.deepEqual(
    latest.map(({ id }) => id),
    ids.slice(0, 10),
  );
  const rows = await world.ask(
    module,
    `SELECT string_agg(id::text, ',' ORDER BY visited_at DESC) FROM ${module.schema}.visits`,
  );
  assert.equal(rows, ids.join(','));
  const { status: refused, headers } = await request(port, '/visits', {
    method: 'DELETE',
  });
  assert.equal(refused, 405);
  assert.deepEqual(headers.allow.split(/,\s*/).sort(), ['GET', 'HEAD', 'POST']);
}

/** Of a server that proves nothing a module takes nothing, and gives it no password. */
async function checkCertificates(world, steps) {
  const { visits } = world.modules;
  const strange = {
    'an authority that is not ours': { PGSSLROOTCERT: world.strangeCa },
    'another name': { PGHOST: '127.0.0.1' },
  };
  const started = await Promise.all(
    Object.values(strange).map(changes => world.start(visits, { changes })),
  );
  await steps.run(
    `a server is refused that has a certificate of ${Object.keys(strange).join(
      ', or of ',
    )}`,
    async () => {
      await Promise.all(started.map(waitUntilAlive));
      await setTimeout(REFUSED_MS);
      for (const each of started) {
        assert.equal((await getReadiness(each)).status, 503);
        assertUnavailable(await postVisit(each));
        await eventually('its reason in the log', () =>
          each
            .logs()
            .some(({ level, ...others }) =>
              /certificat|verif|host ?name|altname|PKIX|x509|SSL/i.test(
                level !== 'info' && JSON.stringify(others),
              ),
            ),
        );
      }
    },
    started,
  );
  await Promise.all(started.map(each => each.stop()));
}
