import { TestDatabases } from '@backstage/backend-test-utils';
import { startFleet, type Fleet, type KubeObject } from '@orchestr8/o8-fleet';
import type { Knex } from 'knex';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { ApplyResult } from '../store';
import {
  startTestEngine,
  toConfig,
  waitFor,
} from './__testUtils__/startTestEngine';

jest.setTimeout(60_000);

const KINDS = [
  { group: 'argoproj.io', kind: 'Application' },
  { group: 'velero.io', kind: 'BackupStorageLocation' },
  { group: 'wgpolicyk8s.io', kind: 'PolicyReport' },
  { group: 'openreports.io', kind: 'Report' },
];

/** What controllers write again and again, though nothing has happened. */
function toHeartbeat(object: KubeObject, time: Date): KubeObject {
  const at = time.toISOString().replace(/\.\d+Z$/, 'Z');
  const seconds = Math.floor(time.getTime() / 1_000);
  const status = object.status as object | undefined;
  switch (object.kind) {
    case 'Application':
      return { ...object, status: { ...status, reconciledAt: at } };
    case 'BackupStorageLocation':
      return { ...object, status: { ...status, lastValidationTime: at } };
    default: {
      const results = object.results as object[];
      const timestamp = { seconds, nanos: 0 };
      return { ...object, results: results.map(r => ({ ...r, timestamp })) };
    }
  }
}

const toText = (time: Date) => time.toISOString().slice(0, 19);

describe('status updates that mean nothing', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let fleet: Fleet;
  let dataDir: string;
  let knex: Knex;
  let running: Awaited<ReturnType<typeof startTestEngine>>;

  beforeEach(async () => {
    dataDir = await mkdtemp(path.join(os.tmpdir(), 'o8-heartbeat-'));
    fleet = await startFleet({
      dataDir,
      seed: 1,
      modules: 14,
      clusters: 4,
      churnPerSecond: 0,
      life: false,
    });
    knex = await databases.init('SQLITE_3');
    const modules = fleet.control.state().modules;
    running = await startTestEngine({
      clusters: toConfig(fleet),
      knex,
      modules,
    });
  });

  afterEach(async () => {
    await running.engine.stop();
    await fleet.close();
    await rm(dataDir, { recursive: true });
  });

  async function waitForSilence() {
    await waitFor(
      () => running.engine.listStatuses(),
      statuses =>
        statuses.every(
          ({ state }) => state === 'fresh' || state === 'unsupported',
        ),
    );
    await running.untilQuiet();
  }

  it('touch nothing: no module, no state, no page', async () => {
    await waitForSilence();
    const states = await running.moduleStore.listStates();
    const history = await knex('state_history').select();
    running.changed.length = 0;
    const results: ApplyResult[] = [];
    const apply = running.factStore.apply.bind(running.factStore);
    jest.spyOn(running.factStore, 'apply').mockImplementation(async batch => {
      const result = await apply(batch);
      results.push(result);
      return result;
    });

    const beaten = new Set<string>();
    const time = new Date(Date.now() + 60_000);
    for (const store of fleet.stores.values()) {
      for (const kind of KINDS) {
        for (const object of [...store.list(kind)]) {
          store.put(toHeartbeat(object, time));
          beaten.add(`${store.cluster} ${kind.group}/${kind.kind}`);
        }
      }
    }

    const sum = (key: 'changed' | 'refreshed' | 'removed') =>
      results.reduce((total, result) => total + result[key], 0);
    // Each kind has arrived when its last object has.
    const arrived = async () =>
      new Set(
        (
          await knex('facts')
            .where('volatile', 'like', `%${toText(time)}%`)
            .orWhere('evidence_at', 'like', `${toText(time)}%`)
            .select('observed_on', 'kind')
        ).map(row => `${row.observed_on} ${row.kind}`),
      );
    await waitFor(arrived, kinds => kinds.size >= beaten.size);
    expect(await arrived()).toEqual(beaten);
    expect(sum('refreshed')).toBeGreaterThan(50);
    expect(sum('changed')).toBe(0);
    // The last change is a real one: when it is seen, all before it were.
    fleet.control.trigger('langfuse', 'drift');
    await waitFor(
      async () => sum('changed'),
      changed => changed > 0,
    );
    await waitForSilence();

    const ofOthers = <T extends { entityRef: string }>(rows: T[]) =>
      rows.filter(
        ({ entityRef }) => entityRef !== 'component:default/langfuse',
      );
    expect(ofOthers(await running.moduleStore.listStates())).toEqual(
      ofOthers(states),
    );
    expect(new Set(running.changed)).toEqual(
      new Set(['component:default/langfuse']),
    );
    const touching = results.filter(({ touched }) => touched.length > 0);
    expect(new Set(touching.flatMap(({ touched }) => touched))).toEqual(
      new Set(['langfuse']),
    );
    expect(sum('removed')).toBe(0);
    const others = (await knex('state_history').select()).filter(
      row => row.entity_ref !== 'component:default/langfuse',
    );
    expect(others).toEqual(
      history.filter(row => row.entity_ref !== 'component:default/langfuse'),
    );
  });
});
