import { msUntil } from './until.mjs';

const LIMIT_MS = 10 * 60_000;
const ASK_MS = 250;
/** What a second of changes may leave: under changes without end, never nothing waits. */
const WAITING_AT_MOST = 50;

/** How long it takes from the start of the process until everything is known and judged. */
export async function msUntilKnown({ backend, database, clusters, modules }) {
  return msUntil(
    async () =>
      (await isFresh(backend, clusters)) &&
      (await database.countWaiting()) <= WAITING_AT_MOST &&
      (await isJudged(backend, modules)),
    { limitMs: LIMIT_MS, intervalMs: ASK_MS, sinceMs: backend.startedAtMs },
  );
}

/** Whether every source on these clusters is fresh, or not there to be read. */
export async function isFresh(backend, clusters) {
  const { items } = await backend.get('/sources');
  return clusters.every(cluster => {
    const own = items.filter(item => item.cluster === cluster);
    return (
      own.length > 0 &&
      own.every(({ state }) => state === 'fresh' || state === 'unsupported')
    );
  });
}

/** Whether all modules are there, and none waits for its first judgement. */
async function isJudged(backend, modules) {
  let cursor = '';
  do {
    const page = await backend.get(`/modules?limit=500${cursor}`);
    const isUnread = page.items.some(({ facets }) =>
      Object.values(facets).some(({ headline }) => headline.code === 'notRead'),
    );
    if (page.totalItems !== modules.length || isUnread) {
      return false;
    }
    cursor =
      page.nextCursor && `&cursor=${encodeURIComponent(page.nextCursor)}`;
  } while (cursor);
  return true;
}

/** Waits until the catalog has all modules, with who owns them. */
export async function untilInCatalog(backend, modules) {
  const tookMs = await msUntil(
    async () => {
      const query = 'filter=relations.ownedby&limit=0';
      const { totalItems } = await backend.queryCatalog(query);
      return totalItems >= modules.length;
    },
    { limitMs: LIMIT_MS, intervalMs: ASK_MS },
  );
  if (tookMs === Infinity) {
    throw new Error(
      `The catalog does not know all modules, see ${backend.logFile}`,
    );
  }
}
