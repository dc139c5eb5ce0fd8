import {
  countHeld,
  findHolder,
  getModule,
  listTroubled,
  setHealth,
  startReplicas,
  TIME_SCALE,
  waitFor,
  type Replica,
  type Replicas,
} from './__testUtils__';

const MINUTE_MS = 60_000 * TIME_SCALE;
const OUTAGE_MS = 30_000 * TIME_SCALE;
/** After which PostgreSQL ends a session that stopped in its transaction. */
const IDLE_LIMIT_MS = 5_000;
const LIMIT_MS = 60_000;

jest.setTimeout(5 * LIMIT_MS);

describe('Two replicas on PostgreSQL, one of which stands still', () => {
  let replicas: Replicas;

  const untilSpread = () =>
    waitFor(
      () => countHeld(replicas, 'cluster/'),
      counts => counts.join() === '2,2',
      LIMIT_MS,
    );
  const untilFresh = (replica: Replica) =>
    waitFor(
      () => listTroubled(replica),
      troubled => troubled.length === 0,
      LIMIT_MS,
    );
  const verdictOf = async (replica: Replica) =>
    (await getModule(replica, 'voicefuse')).facets.sync.state.verdict;
  const expectSync = async (replica: Replica, verdict: string) =>
    expect(
      await waitFor(
        () => verdictOf(replica),
        is => is === verdict,
        LIMIT_MS,
      ),
    ).toBe(verdict);
  const untilTakenFrom = (replica: Replica) =>
    waitFor(
      () => findHolder(replicas, 'cluster/hub'),
      held => held !== undefined && held.replica !== replica,
      LIMIT_MS,
    );

  beforeAll(async () => {
    const url = process.env.O8_REPLICAS_POSTGRES;
    if (!url) {
      throw new Error('O8_REPLICAS_POSTGRES has to name a PostgreSQL');
    }
    replicas = await startReplicas({ postgresUrl: url });
    await untilSpread();
    await untilFresh(replicas.first);
  });
  afterAll(() => replicas?.close());

  it('is replaced, and writes nothing old when it wakes', async () => {
    const { replica, other } = (await findHolder(replicas, 'cluster/hub'))!;
    await replica.signal('SIGSTOP');
    const stoppedAtMs = Date.now();
    await untilTakenFrom(replica);
    setHealth(replicas.fleet, 'voicefuse', 'Degraded');
    await expectSync(other, 'bad');
    await pauseUntil(stoppedAtMs + MINUTE_MS);

    await replica.signal('SIGCONT');
    await stays(() => verdictOf(other), 'bad');
    await untilSpread();
    await untilFresh(replica);
    await expectSync(replica, 'bad');
    setHealth(replicas.fleet, 'voicefuse', 'Healthy');
    await expectSync(replica, 'good');
    await expectSync(other, 'good');
    expect(await verdictOf(replica)).toBe('good');
  });

  it('is replaced also between two statements of one batch', async () => {
    const { replica, other } = (await findHolder(replicas, 'cluster/hub'))!;
    const before = await countApplications('Degraded');
    const blocker = await replicas.connect();
    // The batch writes its facts, and then waits here to say whom they touch.
    await blocker.query('BEGIN');
    await blocker.query('LOCK TABLE touched IN ACCESS EXCLUSIVE MODE');
    setHealth(replicas.fleet, 'voicefuse', 'Degraded');
    await waitFor(
      () =>
        replicas.query<{ pid: number }>(
          `SELECT pid FROM pg_stat_activity
           WHERE wait_event_type = 'Lock' AND query ILIKE '%touched%'
           AND query NOT ILIKE 'select%' AND xact_start IS NOT NULL
           AND pid IN (SELECT pid FROM pg_locks JOIN pg_class ON oid = relation
                       WHERE relname = 'facts' AND mode = 'RowExclusiveLock')`,
        ),
      waiting => waiting.length > 0,
      LIMIT_MS,
    );
    await replica.signal('SIGSTOP');
    const stoppedAtMs = Date.now();
    await blocker.query('ROLLBACK');

    // Half a batch is nothing: PostgreSQL ends the session and takes it back.
    await waitFor(
      () => listStopped(),
      stopped => stopped.length === 0,
      10 * IDLE_LIMIT_MS,
    );
    await untilTakenFrom(replica);
    await expectSync(other, 'bad');
    setHealth(replicas.fleet, 'voicefuse', 'Healthy');
    await expectSync(other, 'good');
    await pauseUntil(stoppedAtMs + MINUTE_MS);

    await replica.signal('SIGCONT');
    await stays(() => verdictOf(other), 'good');
    expect(await countApplications('Degraded')).toBe(before);
    await untilSpread();
    await untilFresh(replica);
    await expectSync(replica, 'good');
  });

  it('outlives a database that is away', async () => {
    replicas.proxy.leave();
    setHealth(replicas.fleet, 'voicefuse', 'Degraded');
    await new Promise(resolve => setTimeout(resolve, OUTAGE_MS));
    replicas.proxy.comeBack();
    await expectSync(replicas.first, 'bad');
    await expectSync(replicas.second, 'bad');
    await untilSpread();
    await untilFresh(replicas.first);
    expect(await untilFresh(replicas.second)).toEqual([]);
  });

  async function countApplications(health: string): Promise<number> {
    const [{ count }] = await replicas.query<{ count: string }>(
      `SELECT count(*) FROM facts WHERE own_module = 'voicefuse'
       AND type = 'argocd.application' AND value LIKE $1`,
      [`%"health":"${health}"%`],
    );
    return Number(count);
  }

  /** Who stands still and keeps a snapshot or a lock: a mere BEGIN keeps nothing. */
  async function listStopped() {
    return replicas.query<{ query: string; locks: string[] }>(
      `SELECT query, ARRAY(
         SELECT relname || ' ' || mode FROM pg_locks JOIN pg_class ON oid = relation
         WHERE pg_locks.pid = pg_stat_activity.pid) AS locks
       FROM pg_stat_activity
       WHERE datname = current_database() AND state LIKE 'idle in transaction%'
       AND (backend_xid IS NOT NULL OR backend_xmin IS NOT NULL)`,
    );
  }
});

async function pauseUntil(timeMs: number): Promise<void> {
  await new Promise(resolve =>
    setTimeout(resolve, Math.max(0, timeMs - Date.now())),
  );
}

/** Looks for a while, because what must not come might still come. */
async function stays<T>(ask: () => Promise<T>, expected: T): Promise<void> {
  const endMs = Date.now() + 2_000;
  while (Date.now() < endMs) {
    expect(await ask()).toBe(expected);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}
