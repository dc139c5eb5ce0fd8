import { TestDatabases } from '@backstage/backend-test-utils';
import { startFleet, type Fleet } from '@orchestr8/o8-fleet';
import type { Knex } from 'knex';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  startTestEngine,
  toConfig,
  waitFor,
} from './__testUtils__/startTestEngine';
import { readFactsOf } from '../store/__testUtils__/readFactsOf';

jest.setTimeout(60_000);

const VOICEFUSE = 'component:default/voicefuse';
const FACETS = ['compliance', 'recovery', 'sync'] as const;
const isRead = (state: string) => state === 'fresh' || state === 'unsupported';
const ALL_GOOD = { compliance: 'good', recovery: 'good', sync: 'good' };

// A fleet and what reads it take seconds to start: they are shared, and each test leaves
// them as well as it found them.
describe('Engine', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let dataDir: string;
  let fleet: Fleet;
  let knex: Knex;
  let running: Awaited<ReturnType<typeof startTestEngine>>;

  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(os.tmpdir(), 'o8-engine-'));
    fleet = await startFleet({
      dataDir,
      seed: 1,
      modules: 4,
      clusters: 4,
      churnPerSecond: 0,
      life: false,
    });
  });

  afterEach(() => {
    fleet.clusters.forEach(({ name }) => fleet.control.clearFault(name));
  });

  afterAll(async () => {
    await fleet.close();
    await rm(dataDir, { recursive: true });
  });

  async function start() {
    const modules = ['voicefuse', 'langfuse'];
    running = await startTestEngine({
      clusters: toConfig(fleet),
      knex,
      modules,
    });
  }

  async function verdicts() {
    const states = await running.moduleStore.listStates([VOICEFUSE]);
    return Object.fromEntries(
      states.map(({ facet, state }) => [facet, state.verdict]),
    );
  }

  const waitForVerdicts = (
    wanted: Record<string, string>,
    timeoutMs?: number,
  ) =>
    waitFor(
      verdicts,
      found => FACETS.every(facet => found[facet] === wanted[facet]),
      timeoutMs,
    );

  /** Waits until each source is known, and those of chosen clusters are as wished. */
  async function waitForSources(
    isRight: (cluster: string, state: string) => boolean,
  ) {
    return waitFor(
      () => running.engine.listStatuses(),
      statuses =>
        statuses.every(
          ({ cluster, state }) => state !== 'stale' && isRight(cluster, state),
        ),
    );
  }

  /** Waits until nothing is left to judge. */
  const waitForSilence = () => running.untilQuiet();

  async function becomeWell() {
    await waitForVerdicts(ALL_GOOD);
    await waitForSources((_, state) => isRead(state));
  }

  /** That nothing of one cluster counts as read, and all of the others does. */
  const isOnlyWithout = (away: string) => (cluster: string, state: string) =>
    cluster === away ? state === 'failed' : isRead(state);

  describe('at the start', () => {
    beforeEach(async () => {
      knex = await databases.init('SQLITE_3');
    });

    afterEach(async () => {
      await running.engine.stop();
    });

    it.each(['down', 'hang'] as const)(
      'claims nothing of a cluster that is %s at the start, and finds it later',
      async fault => {
        fleet.control.setFault('eu-1', { fault });
        await start();
        await waitForSources(isOnlyWithout('eu-1'));
        await waitForSilence();
        const found = await waitFor(verdicts, all => 'sync' in all);
        // What the hub says of deployments is known; the rest is only on the cluster.
        for (const facet of ['compliance', 'recovery'] as const) {
          expect(found[facet]).not.toBe('good');
          expect(found[facet]).not.toBe('busy');
        }

        fleet.control.clearFault('eu-1');
        await waitForVerdicts(ALL_GOOD);
        await waitForSources((_, state) => isRead(state));
      },
    );

    it('ends in the middle of everything, and twice', async () => {
      fleet.control.setFault('us-1', { fault: 'hang' });
      await start();
      await running.engine.stop();
      await expect(running.engine.stop()).resolves.toBeUndefined();
    });
  });

  describe('once all is read', () => {
    beforeAll(async () => {
      knex = await databases.init('SQLITE_3');
      await start();
      await becomeWell();
      await waitForSilence();
    });

    beforeEach(becomeWell);

    afterAll(async () => {
      await running.engine.stop();
    });

    it('reads a fleet that is well', async () => {
      const states = await running.moduleStore.listStates([VOICEFUSE]);
      expect(
        Object.fromEntries(
          states.map(({ facet, state }) => [facet, state.headline.code]),
        ),
      ).toEqual({
        compliance: 'passing',
        recovery: 'recovers',
        sync: 'synced',
      });
      const statuses = await waitForSources((_, state) => isRead(state));
      const stateOf = (cluster: string, source: string) =>
        statuses.find(s => s.cluster === cluster && s.source === source)?.state;
      expect(stateOf('eu-1', 'velero')).toBe('fresh');
      expect(stateOf('hub', 'argocd')).toBe('fresh');
      expect(stateOf('hub', 'velero')).toBe('unsupported');
      expect(stateOf('eu-1', 'argocd')).toBe('unsupported');
      expect(running.changed).toContain(VOICEFUSE);
    });

    it('sees a change within five seconds, and its end too', async () => {
      fleet.control.trigger('voicefuse', 'degrade');
      await waitForVerdicts({ ...ALL_GOOD, sync: 'bad' }, 5_000);
      fleet.control.trigger('voicefuse', 'heal');
      await waitForVerdicts(ALL_GOOD, 5_000);

      fleet.control.trigger('voicefuse', 'failPolicy');
      await waitForVerdicts({ ...ALL_GOOD, compliance: 'bad' }, 5_000);
      fleet.control.trigger('voicefuse', 'passPolicy');
      await waitForVerdicts(ALL_GOOD, 5_000);
      await expect(verdicts()).resolves.toEqual(ALL_GOOD);
    });

    it.each([
      { fault: 'down' },
      { fault: 'hang' },
      { fault: 'status', status: 401 },
      { fault: 'status', status: 403 },
      { fault: 'status', status: 500 },
    ] as const)(
      'takes back what it said of a cluster that goes: %j',
      async fault => {
        fleet.control.setFault('eu-1', fault);
        await waitForSources(isOnlyWithout('eu-1'));
        await waitForVerdicts({
          compliance: 'unknown',
          recovery: 'unknown',
          // The hub answers, and it is the hub that says so.
          sync: 'good',
        });
        const [statuses, facts] = await Promise.all([
          running.engine.listStatuses(),
          readFactsOf(running.factReader, 'voicefuse', []),
        ]);
        for (const { message } of statuses.filter(s => s.cluster === 'eu-1')) {
          expect(message).toMatch(/^The cluster /);
          expect(message).not.toContain(fleet.tokens.reader);
        }
        // What was known stays known, with its age.
        expect(facts.facts.some(f => f.object.cluster === 'eu-1')).toBe(true);

        fleet.control.clearFault('eu-1');
        await waitForVerdicts(ALL_GOOD);
        await waitForSources((_, state) => isRead(state));
      },
    );

    it('knows nothing of deployments without the hub', async () => {
      fleet.control.setFault('hub', { fault: 'down' });
      await waitForVerdicts({ ...ALL_GOOD, sync: 'unknown' });
      fleet.control.clearFault('hub');
      await waitForVerdicts(ALL_GOOD);
      await expect(verdicts()).resolves.toEqual(ALL_GOOD);
    });

    it.each([403, 429, 500] as const)(
      'loses only what it may not read when one kind is refused with %d',
      async status => {
        const resource = { group: 'velero.io', plural: 'backups' };
        fleet.control.setFault('eu-1', { fault: 'status', status, resource });
        await waitForVerdicts({ ...ALL_GOOD, recovery: 'unknown' });
        const statuses = await running.engine.listStatuses();
        const failed = statuses.filter(({ state }) => !isRead(state));
        expect(failed).toEqual([
          expect.objectContaining({
            cluster: 'eu-1',
            source: 'velero',
            state: 'failed',
            message: expect.stringMatching(/^Backup: The cluster /),
          }),
        ]);

        fleet.control.clearFault('eu-1', resource);
        await waitForVerdicts(ALL_GOOD);
      },
    );

    it('lists again after a version that is too old, and misses nothing', async () => {
      fleet.control.setFault('hub', {
        fault: 'status',
        status: 410,
        as: 'event',
        resource: { group: 'argoproj.io', plural: 'applications' },
      });
      fleet.control.trigger('voicefuse', 'degrade');
      fleet.control.compact('hub');
      await waitForVerdicts({ ...ALL_GOOD, sync: 'bad' });
      fleet.control.clearFault('hub');
      await waitForSources((_, state) => isRead(state));
      await expect(verdicts()).resolves.toEqual({ ...ALL_GOOD, sync: 'bad' });
      fleet.control.trigger('voicefuse', 'heal');
    });

    it('is not good for ever where every answer is "too old"', async () => {
      const resource = { group: 'velero.io', plural: 'backups' };
      fleet.control.setFault('eu-1', {
        fault: 'status',
        status: 410,
        resource,
      });
      await waitForVerdicts({ ...ALL_GOOD, recovery: 'unknown' });
      fleet.control.clearFault('eu-1');
      await waitForVerdicts(ALL_GOOD);
      await expect(verdicts()).resolves.toEqual(ALL_GOOD);
    });

    it('finds what went away while nobody looked', async () => {
      fleet.control.setFault('eu-1', { fault: 'down' });
      await waitForSources(isOnlyWithout('eu-1'));
      const backups = { group: 'velero.io', kind: 'Backup' };
      const store = fleet.stores.get('eu-1')!;
      const deleted = [...store.list(backups)];
      for (const { metadata } of deleted) {
        store.delete(backups, metadata.namespace, metadata.name);
      }
      fleet.control.clearFault('eu-1');
      await waitForSources((_, state) => isRead(state));
      const found = await waitFor(
        verdicts,
        ({ recovery, compliance }) =>
          (recovery === 'bad' || recovery === 'attention') &&
          compliance === 'good',
      );
      expect(found.sync).toBe('good');
      deleted.forEach(object => store.put(object));
    });

    it('goes on after a restart without a word of its own', async () => {
      await running.engine.stop();
      fleet.control.setFault('eu-1', {
        fault: 'hang',
        resource: { group: 'velero.io', plural: 'backups' },
      });
      await start();
      const velero = await waitFor(
        async () =>
          (
            await running.engine.listStatuses()
          ).find(s => s.cluster === 'eu-1' && s.source === 'velero')!,
        ({ message }) => message?.startsWith('Backup: ') === true,
      );
      expect(velero).toMatchObject({
        state: 'failed',
        message: 'Backup: The cluster does not answer',
      });
      await waitForVerdicts({ ...ALL_GOOD, recovery: 'unknown' });
      fleet.control.clearFault('eu-1');
      await waitForVerdicts(ALL_GOOD);
    });

    // The last one: nothing makes them young again.
    it('sees backups grow too old', async () => {
      await fleet.control.age('eu-1', {
        byMs: 3 * 24 * 3_600_000,
        kinds: ['Backup'],
      });
      const { recovery } = await waitFor(
        verdicts,
        found => found.recovery !== 'good',
      );
      expect(['bad', 'attention']).toContain(recovery);
    });
  });
});
