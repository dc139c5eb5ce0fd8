import {
  countHeld,
  findHolder,
  getModule,
  listTroubled,
  openPage,
  setHealth,
  startReplicas,
  waitFor,
  type Page,
  type Replica,
  type Replicas,
} from './__testUtils__';

const LIMIT_MS = 60_000;
/** Ten times what it should take from a change to the page that shows it, here. */
const FOLLOW_LIMIT_MS = 10 * 2_000;
const ROUNDS = 6;
/**
 * What is measured here does not wait for leases. At a tenth of their time a machine with
 * other work loses them before the first lists are read, again and again.
 */
const TIME_SCALE = 0.5;
const MODULE = 'voicefuse';

jest.setTimeout(5 * LIMIT_MS);

describe('Two replicas on PostgreSQL, with pages open on both', () => {
  let replicas: Replicas;
  let pages: Page[];
  let key: string;

  const verdictOf = async (replica: Replica) =>
    (await getModule(replica, MODULE)).facets.sync.state.verdict;

  beforeAll(async () => {
    const url = process.env.O8_REPLICAS_POSTGRES;
    if (!url) {
      throw new Error('O8_REPLICAS_POSTGRES has to name a PostgreSQL');
    }
    replicas = await startReplicas({
      postgresUrl: url,
      timeScale: TIME_SCALE,
    });
    const { first, second } = replicas;
    await waitFor(
      () => countHeld(replicas, 'cluster/'),
      counts => counts.join() === '2,2',
      LIMIT_MS,
    );
    for (const replica of [first, second]) {
      await waitFor(
        async () => [
          ...(await listTroubled(replica)),
          ...((await verdictOf(replica)) === 'good' ? [] : ['sync']),
        ],
        troubled => troubled.length === 0,
        LIMIT_MS,
      );
    }
    pages = [await openPage(first), await openPage(second)];
    ({ key } = await getModule(first, MODULE));
  });
  afterAll(async () => {
    pages?.forEach(page => page.close());
    await replicas?.close();
  });

  /** Asks only when it is told to, until the answer is right; how long that took. */
  async function follow(page: Page, verdict: string, from: number) {
    const startedMs = performance.now();
    let after = from;
    for (;;) {
      const index = await page.next({ after, key, limitMs: FOLLOW_LIMIT_MS });
      after = index + 1;
      if ((await verdictOf(page.replica)) === verdict) {
        return performance.now() - startedMs;
      }
    }
  }

  const change = (verdict: string) =>
    setHealth(
      replicas.fleet,
      MODULE,
      verdict === 'good' ? 'Healthy' : 'Degraded',
    );

  const countHeard = () => pages.map(page => page.heard.length);

  const followAll = (verdict: string, from: number[]) =>
    Promise.all(pages.map((page, index) => follow(page, verdict, from[index])));

  /** How far apart the pages heard the same signal; no two are alike. */
  const measureApart = () =>
    pages[0].heard.flatMap(({ atMs, keys }) => {
      const text = keys?.length ? keys.join() : undefined;
      const same = pages[1].heard.find(other => other.keys?.join() === text);
      return text && same ? [Math.abs(same.atMs - atMs)] : [];
    });

  const pollAll = (verdict: string, startedMs: number) =>
    Promise.all(
      pages.map(async ({ replica }) => {
        await waitFor(
          () => verdictOf(replica),
          is => is === verdict,
          FOLLOW_LIMIT_MS,
        );
        return performance.now() - startedMs;
      }),
    );

  /** What both say for a while to whoever has the list that they have now. */
  const askForAWhile = async () => {
    const [etag, other] = await Promise.all(
      pages.map(async ({ replica }) =>
        (await replica.ask('/modules')).headers.get('etag'),
      ),
    );
    if (etag === null || etag !== other) {
      return [];
    }
    const statuses = new Set<number>();
    const endMs = Date.now() + 3_000;
    while (Date.now() < endMs) {
      for (const { replica } of pages) {
        statuses.add((await replica.ask('/modules', etag)).status);
      }
      await new Promise(resolve => setTimeout(resolve, 200));
    }
    return [...statuses];
  };

  it('call a module the same', async () => {
    const other = await getModule(replicas.second, MODULE);
    expect(other.key).toBe(key);
  });

  it('show a change on both that one has collected, by signals alone', async () => {
    const { replica: collector } = (await findHolder(replicas, 'cluster/hub'))!;
    const took = new Map(pages.map(page => [page, [] as number[]]));
    for (let round = 0; round < ROUNDS; round++) {
      const verdict = round % 2 ? 'good' : 'bad';
      const from = countHeard();
      change(verdict);
      const [first, second] = await followAll(verdict, from);
      took.get(pages[0])!.push(first);
      took.get(pages[1])!.push(second);
    }
    for (const [{ replica }, times] of took) {
      const where = replica === collector ? 'collects it' : 'does not';
      console.log(`shown where the replica ${where}: ${describeTimes(times)}`);
      expect(times).toHaveLength(ROUNDS);
      expect(Math.max(...times)).toBeLessThan(FOLLOW_LIMIT_MS);
    }
    const apartMs = measureApart();
    console.log(`from replica to replica: ${describeTimes(apartMs)}`);
    expect(apartMs).not.toEqual([]);
  });

  it('show it without signals too, to whoever asks', async () => {
    const times: number[] = [];
    for (const verdict of ['bad', 'good']) {
      const startedMs = performance.now();
      change(verdict);
      times.push(...(await pollAll(verdict, startedMs)));
    }
    console.log(`answered on both: ${describeTimes(times)}`);
    expect(times).toHaveLength(4);
  });

  it('answer 304 while nothing changes, and the same on both', async () => {
    // What was changed before may still be judged for a moment.
    const statuses = await waitFor(
      askForAWhile,
      seen => seen.join() === '304',
      LIMIT_MS,
    );
    expect(statuses).toEqual([304]);
  });

  it('hear now and then that signals arrive, in signals of one size', async () => {
    for (const page of pages) {
      const { length } = page.heard;
      await waitFor(
        async () => page.heard.length,
        now => now > length,
        LIMIT_MS,
      );
      const sizes = page.heard.map(({ keys }) => keys?.length ?? 0);
      expect(new Set(sizes.filter(size => size > 0)).size).toBe(1);
    }
  });
});

function describeTimes(times: number[]): string {
  const sorted = [...times].sort((a, b) => a - b).map(Math.round);
  const median = sorted[Math.floor(sorted.length / 2)];
  return `${median} ms in the middle, ${sorted[0]} to ${sorted.at(-1)} ms`;
}
