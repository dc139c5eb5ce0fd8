import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { SourceStatus } from '@orchestr8/backstage-plugin-o8-common';
import {
  startFleet,
  type Fleet,
  type StartFleetOptions,
} from '@orchestr8/o8-fleet';
import type { Knex } from 'knex';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { readO8Config, type O8Config } from '../../config';
import { Engine } from '../../engine';
import {
  createModuleEntity,
  toConfig,
} from '../../engine/__testUtils__/startTestEngine';
import { builtInSources } from '../../sources';
import type { StateRow } from '../../store';
import { compareWithTruth, type Differences } from './compareWithTruth';
import { eventually } from './eventually';
import { LogLines } from './LogLines';
import { Outage } from './Outage';
import { openStores } from './openStores';
import { PATIENCE, scaled, TIMING } from './scaledTiming';

/** The module that is well on every cluster. */
const MODULE = 'voicefuse';
const BACKUP = { group: 'velero.io', kind: 'Backup' };
/** So many lines of the log are shown with a failure. */
const MAX_SAID = 20;
const WARM_UP_MS = 30_000;

/** What a world of the suite is made of. */
export interface FaultWorldOptions {
  fleet?: Partial<StartFleetOptions>;
  /** What is wrong before the engine starts. */
  prepare?: (fleet: Fleet) => void | Promise<void>;
  /** Clusters in the place of all of the fleet by the Kubernetes API. */
  clusters?: (fleet: Fleet) => object[];
}

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

/** A fleet, and the whole engine that reads it into SQLite. */
export class FaultWorld {
  readonly log = new LogLines();
  readonly database = new Outage();
  #dataDir = '';
  #fleet: Fleet | undefined;
  #knex: Knex | undefined;
  #config: O8Config | undefined;
  #engine: Engine | undefined;
  #stores: Awaited<ReturnType<typeof openStores>> | undefined;
  #markers = 0;

  static async start(options: FaultWorldOptions = {}): Promise<FaultWorld> {
    const world = new FaultWorld();
    try {
      await world.#start(options);
      return world;
    } catch (error) {
      await world.stop();
      throw error;
    }
  }

  async #start(options: FaultWorldOptions): Promise<void> {
    this.#dataDir = await mkdtemp(path.join(os.tmpdir(), 'o8-faults-'));
    const fleet = await startFleet({
      dataDir: this.#dataDir,
      seed: 1,
      modules: 3,
      clusters: 3,
      churnPerSecond: 0,
      life: false,
      bookmarkIntervalMs: scaled(60_000),
      ...options.fleet,
    });
    this.#fleet = fleet;
    await options.prepare?.(fleet);
    const clusters = options.clusters?.(fleet) ?? toConfig(fleet);
    this.#config = readO8Config(
      mockServices.rootConfig({ data: { o8: { clusters } } }),
    );
    this.#knex = await databases.init('SQLITE_3');
    this.#stores = await openStores(this.#knex, this.database);
    this.#engine = new Engine({
      ...this.#stores,
      config: this.#config,
      sources: builtInSources,
      onChanged: async () => undefined,
      logger: this.log.logger,
      timing: TIMING,
    });
    await this.#engine.start();
    const { modules } = fleet.control.state();
    await this.#engine.setModules(
      modules.map(module => createModuleEntity(module)),
    );
  }

  /** Ends everything. */
  async stop(): Promise<void> {
    await this.#engine?.stop();
    await this.#fleet?.close();
    await rm(this.#dataDir, { recursive: true, force: true });
  }

  get fleet(): Fleet {
    return assertStarted(this.#fleet);
  }

  async statuses(): Promise<SourceStatus[]> {
    return assertStarted(this.#engine).listStatuses();
  }

  /** The judgements of the module that is well. */
  async states(): Promise<StateRow[]> {
    return assertStarted(this.#stores).moduleStore.listStates([
      `component:default/${MODULE}`,
    ]);
  }

  /** What the engine keeps and the fleet has not, and the other way round. */
  async differences(): Promise<Differences> {
    return compareWithTruth({
      fleet: this.fleet,
      config: assertStarted(this.#config),
      knex: assertStarted(this.#knex),
    });
  }

  /** Waits until everything is read and kept, and nothing is left to judge. */
  async becomeWell(recoverMs = WARM_UP_MS): Promise<void> {
    const { moduleStore } = assertStarted(this.#stores);
    const limitMs = recoverMs * PATIENCE;
    await eventually(async () => (await this.statuses()).filter(isNotRead), {
      limitMs,
    });
    await eventually(
      async () => {
        const { missing, unknown } = await this.differences();
        return [
          ...missing.map(line => `missing ${line}`),
          ...unknown.map(line => `left over ${line}`),
        ];
      },
      // It is work to compare.
      { limitMs, everyMs: 500 },
    ).catch(async error => {
      const unread = (await this.statuses()).filter(isNotRead);
      const said = JSON.stringify([unread, this.log.lines.slice(-MAX_SAID)]);
      throw new Error(`${error.message}\nwhile this was said: ${said}`);
    });
    await eventually(() => moduleStore.listTouched(1), { limitMs });
  }

  /** Makes a new backup of a cluster; its name, by which `hasMarker` finds it. */
  putMarker(cluster: string): string {
    const store = assertStarted(this.fleet.stores.get(cluster));
    const [backup] = store.list(BACKUP);
    this.#markers += 1;
    const name = `marker-${this.#markers}`;
    store.put({
      ...backup,
      metadata: { ...backup.metadata, name, uid: `${name}-uid` },
    });
    return name;
  }

  deleteMarker(cluster: string, name: string): void {
    const store = assertStarted(this.fleet.stores.get(cluster));
    const [{ metadata }] = store.list(BACKUP);
    store.delete(BACKUP, metadata.namespace, name);
  }

  async hasMarker(cluster: string, name: string): Promise<boolean> {
    const kept = await this.listKept(cluster, 'velero.io/Backup');
    return kept.some(row => row.name === name && !row.isGone);
  }

  /** What is kept of a kind of a cluster, such as `velero.io/Backup`. */
  async listKept(cluster: string, kind: string): Promise<KeptObject[]> {
    const rows = await assertStarted(this.#knex)('facts')
      .where({ observed_on: cluster, kind })
      .select('name', 'uid', 'api_version', 'gone_at');
    return rows.map(({ name, uid, api_version: apiVersion, gone_at }) => ({
      name,
      uid,
      apiVersion,
      isGone: gone_at !== null,
    }));
  }
}

/** An object by what is kept of it. */
export interface KeptObject {
  name: string;
  /** Of a record. */
  uid: string;
  apiVersion: string;
  isGone: boolean;
}

/** Whether nothing true can be said of a source. */
export function isNotRead({ state }: Pick<SourceStatus, 'state'>): boolean {
  return state === 'failed' || state === 'stale';
}

function assertStarted<T>(value: T | undefined): T {
  if (value === undefined) {
    throw new Error('The world was not started');
  }
  return value;
}
