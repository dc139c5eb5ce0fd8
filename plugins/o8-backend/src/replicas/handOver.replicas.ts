import {
  countHeld,
  findHolder,
  getModule,
  listHeld,
  listTroubled,
  setHealth,
  startReplicas,
  TIME_SCALE,
  waitFor,
  type Replica,
  type Replicas,
} from './__testUtils__';

// The promise is 15 s; tests wait ten times as long as that takes here.
const TAKEOVER_LIMIT_MS = 10 * 15_000 * TIME_SCALE;
const LIMIT_MS = 60_000;

jest.setTimeout(5 * LIMIT_MS);

describe('Two replicas on PostgreSQL', () => {
  let replicas: Replicas;

  beforeAll(async () => {
    replicas = await startReplicas({ postgresUrl: readPostgresUrl() });
  });
  afterAll(() => replicas?.close());

  const expectSpread = async () => {
    const counts = await waitFor(
      async () => [
        await countHeld(replicas, 'cluster/'),
        await countHeld(replicas, 'assess/'),
      ],
      is => JSON.stringify(is) === '[[2,2],[8,8]]',
      LIMIT_MS,
    );
    expect(counts).toEqual([
      [2, 2],
      [8, 8],
    ]);
  };
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

  it('share clusters and judging evenly, and answer the same', async () => {
    await expectSpread();
    await untilFresh(replicas.first);
    await untilFresh(replicas.second);
    await expectSync(replicas.first, 'good');
    expect(await verdictOf(replicas.second)).toBe('good');
  });

  it('follow a change wherever it is asked for', async () => {
    setHealth(replicas.fleet, 'voicefuse', 'Degraded');
    await expectSync(replicas.first, 'bad');
    await expectSync(replicas.second, 'bad');
    setHealth(replicas.fleet, 'voicefuse', 'Healthy');
    await expectSync(replicas.first, 'good');
    await expectSync(replicas.second, 'good');
    expect(await verdictOf(replicas.first)).toBe('good');
  });

  it('go on when one is killed, and lose no change', async () => {
    const held = await findHolder(replicas, 'cluster/hub');
    expect(held).toBeDefined();
    const { replica, other } = held!;
    await replica.signal('SIGKILL');
    const killedAtMs = Date.now();
    // Nobody reads the hub at this moment.
    setHealth(replicas.fleet, 'voicefuse', 'Degraded');
    await waitFor(
      () => countHeld(replicas, 'cluster/'),
      counts => counts.length === 1 && counts[0] === 4,
      TAKEOVER_LIMIT_MS,
    );
    console.log(`taken over after ${Date.now() - killedAtMs} ms`);
    await expectSync(other, 'bad');
    await untilFresh(other);

    await replica.start();
    await expectSpread();
    await expectSync(replica, 'bad');
    setHealth(replicas.fleet, 'voicefuse', 'Healthy');
    await expectSync(replica, 'good');
  });

  it('hand over when one ends by itself, without waiting for its leases', async () => {
    const held = await findHolder(replicas, 'cluster/hub');
    const { replica, other, lease } = held!;
    await replica.signal('SIGTERM');
    const [row] = await replicas.query<{ free: boolean }>(
      `SELECT holder <> $1 OR
        expires_at <= extract(epoch FROM clock_timestamp()) * 1000 AS free
       FROM leases WHERE name = 'cluster/hub'`,
      [lease.holder],
    );
    expect(row.free).toBe(true);
    await waitFor(
      () => listHeld(replicas),
      leases =>
        leases.length > 0 &&
        leases.every(each => each.holder.includes(`${other.pid}`)),
      TAKEOVER_LIMIT_MS,
    );
    await untilFresh(other);

    await replica.start();
    await expectSpread();
  });
});

function readPostgresUrl(): string {
  const url = process.env.O8_REPLICAS_POSTGRES;
  if (!url) {
    throw new Error('O8_REPLICAS_POSTGRES has to name a PostgreSQL');
  }
  return url;
}
