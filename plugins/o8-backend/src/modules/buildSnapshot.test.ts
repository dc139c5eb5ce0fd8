import * as fc from 'fast-check';
import { VERDICTS } from '@orchestr8/backstage-plugin-o8-common';
import { shardOf } from '../store';
import {
  createEntity,
  createState,
  createStatus,
  FakeStore,
} from './__testUtils__';
import type { ModuleSnapshot } from './ModuleIndex';
import { StoredModuleIndex } from './StoredModuleIndex';

const START = Date.parse('2026-11-22T11:00:00.000Z');
const MINUTE_MS = 60_000;
const NAMES = ['a', 'b', 'c', 'd'];
const CLUSTERS = ['eu-1', 'us-1'];
const FACETS = ['sync', 'recovery'] as const;

const name = fc.constantFrom(...NAMES);
const place = fc.subarray(CLUSTERS);

/** Whatever may happen in a store. */
const change = fc.oneof(
  fc.record({ type: fc.constant('keep' as const), name, module: name }),
  fc.record({ type: fc.constant('leave' as const), name }),
  fc.record({
    type: fc.constant('judge' as const),
    name,
    facet: fc.constantFrom(...FACETS),
    verdict: fc.constantFrom(...VERDICTS),
    placed: place,
    restsOn: place,
    forMs: fc.option(fc.integer({ min: 1, max: 10 * MINUTE_MS })),
  }),
  fc.record({ type: fc.constant('report' as const), fresh: place }),
  fc.record({ type: fc.constant('judged' as const), name }),
  fc.record({
    type: fc.constant('pass' as const),
    ms: fc.integer({ min: 0, max: 6 * MINUTE_MS }),
  }),
);
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function carryOut(store: FakeStore, done: Change): void {
  const now = new Date();
  switch (done.type) {
    case 'keep':
      store.reconcile(createEntity(done.name, { module: done.module }));
      break;
    case 'leave':
      store.reconcile(`component:default/${done.name}`);
      break;
    case 'judge':
      store.judge(
        createState(done.name, done.facet, done.verdict, {
          placements: done.placed.map(cluster => ({
            cluster,
            namespace: done.name,
          })),
          sources: done.restsOn.map(cluster => ({ cluster, source: 'velero' })),
          assessedAt: now.toISOString(),
          validUntil:
            done.forMs === null
              ? null
              : new Date(now.getTime() + done.forMs).toISOString(),
        }),
      );
      break;
    case 'report':
      store.report(
        ...CLUSTERS.map(cluster =>
          createStatus(cluster, 'velero', {
            state: done.fresh.includes(cluster) ? 'fresh' : 'stale',
          }),
        ),
      );
      break;
    case 'judged':
      store.reportJudged(shardOf(done.name), now);
      break;
    default:
      jest.setSystemTime(now.getTime() + done.ms);
  }
}

function createIndex(store: FakeStore): StoredModuleIndex {
  return new StoredModuleIndex({
    changes: store,
    store,
    facts: store,
    sources: store,
    toStatuses: rows => rows as never,
    keyOf: ref => ref,
    logger: { warn: jest.fn(), info: jest.fn() },
  });
}

/** All that a snapshot says, but for since when nothing is known of a facet. */
function contentOf({ id, modules, statuses, listStatuses }: ModuleSnapshot) {
  return {
    id,
    statuses,
    listStatuses,
    modules: [...modules].map(([ref, module]) => ({
      ref,
      summary: {
        ...module.summary,
        facets: Object.values(module.summary.facets).map(facet =>
          facet.headline.code === 'notRead' ? null : facet,
        ),
      },
      cells: module.cells,
      claimedBy: module.claimedBy,
      namespaces: module.namespaces,
    })),
  };
}

describe('an index that followed changes', () => {
  beforeEach(() => jest.useFakeTimers({ now: START }));
  afterEach(() => jest.useRealTimers());

  it('says the same as one that is new, and nothing good without proof', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 25 }), async changes => {
        jest.setSystemTime(START);
        const store = new FakeStore();
        const index = createIndex(store);
        for (const done of changes) {
          carryOut(store, done);
          index.refresh();
          const followed = await index.current();
          const anew = await createIndex(store).current();
          expect(contentOf(followed)).toEqual(contentOf(anew));
          expectProof(store, followed);
        }
      }),
      { numRuns: 200 },
    );
  });
});

/** That of each facet that is well, all sources are fresh and its end has not come. */
function expectProof(store: FakeStore, { modules }: ModuleSnapshot): void {
  const fresh = new Set(
    store.sources.flatMap(s => (s.state === 'fresh' ? s.cluster : [])),
  );
  for (const [ref, { summary }] of modules) {
    for (const facet of FACETS) {
      if (summary.facets[facet].verdict === 'good') {
        const row = store.states.get(`${ref} ${facet}`)!;
        expect(row.sources.every(({ cluster }) => fresh.has(cluster))).toBe(
          true,
        );
        expect(
          row.validUntil === null || Date.parse(row.validUntil) > Date.now(),
        ).toBe(true);
      }
    }
  }
}
