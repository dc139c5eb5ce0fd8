import { TestDatabases } from '@backstage/backend-test-utils';
import type {
  ModuleDetail,
  ModuleObject,
} from '@orchestr8/backstage-plugin-o8-common';
import {
  startFleet,
  type Fleet,
  type KubeObject,
  type ResourceDefinition,
  type World,
} from '@orchestr8/o8-fleet';
import type { Knex } from 'knex';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  startTestEngine,
  toConfig,
  waitFor,
} from '../engine/__testUtils__/startTestEngine';
import { createIndex } from '../modules/__testUtils__';
import { examples, readExample, toKindKey } from './__testUtils__';
import { builtInSources } from './index';

jest.setTimeout(120_000);

const MODULE = 'billing';
const CLUSTER = 'eu-1';

const objects = examples.map((object, index) => ({
  ...object,
  // Some are of one name, and every object of a cluster has a uid of its own.
  metadata: { ...object.metadata, uid: `uid-${index}` },
})) as KubeObject[];

/** One cluster that serves every kind that is read, with one object of each. */
function createWorld(): World {
  const kinds = builtInSources.flatMap(source => source.kinds);
  const definitions = objects.map((object): ResourceDefinition => {
    const { apiVersion, kind, metadata } = object;
    const [version, group = ''] = apiVersion.split('/').reverse();
    const { plural } = kinds.find(
      found => found.group === group && found.kind === kind,
    )!;
    const namespaced = metadata.namespace !== undefined;
    const singular = kind.toLocaleLowerCase('en-US');
    return { group, version, kind, plural, singular, namespaced };
  });
  return {
    modules: [MODULE],
    clusters: [
      {
        name: CLUSTER,
        region: 'eu',
        kubernetesVersion: 'v1.36.3',
        definitions,
        objects,
      },
    ],
  };
}

const toAddress = (object: {
  apiVersion: string;
  kind: string;
  namespace?: string | null;
  name: string;
}) => `${toKindKey(object)} ${object.namespace ?? ''}/${object.name}`;

const table = examples.map(object => ({
  key: toKindKey(object),
  address: toAddress({ ...object, ...object.metadata }),
}));

describe('of a module is shown', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let dataDir: string;
  let fleet: Fleet;
  let knex: Knex;
  let running: Awaited<ReturnType<typeof startTestEngine>>;
  let detail: ModuleDetail;
  let shown: Map<string, ModuleObject>;

  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(os.tmpdir(), 'o8-visible-'));
    const options = { dataDir, seed: 1, churnPerSecond: 0, life: false };
    fleet = await startFleet({ ...options, world: createWorld() });
    knex = await databases.init('SQLITE_3');
    running = await startTestEngine({
      clusters: toConfig(fleet),
      knex,
      modules: [MODULE],
      sources: builtInSources,
    });
    await waitFor(
      () => running.engine.listStatuses(),
      statuses => statuses.every(({ state }) => state === 'fresh'),
    );
    const index = await createIndex({ ...running, knex });
    detail = (await index.detail(`component:default/${MODULE}`))!;
    shown = new Map(detail.objects.map(object => [toAddress(object), object]));
  });

  afterAll(async () => {
    await running.engine.stop();
    await fleet.close();
    await rm(dataDir, { recursive: true });
  });

  it.each(table)('the $key, with what it says', ({ key, address }) => {
    const { type, value } = readExample(key);
    const { source, binding, conflict, facts } = shown.get(address)!;

    expect({ binding, conflict }).toEqual({
      binding: 'confirmed',
      conflict: null,
    });
    expect(type).toMatch(new RegExp(`^${source}\\.`));
    expect(facts).toMatchObject([{ type, value }]);
  });

  it('nothing else', () => {
    expect([...shown.keys()].sort()).toEqual(
      table.map(({ address }) => address).sort(),
    );
    expect(detail.totalObjects).toBe(table.length);
  });
});
