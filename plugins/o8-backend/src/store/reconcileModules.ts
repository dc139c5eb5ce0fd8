import type { Knex } from 'knex';
import { writeClaims } from './claims';
import { lockEntities } from './lockEntities';
import { writeEntityAttributes } from './moduleAttributes';
import type { ModuleEntity } from './ModuleStore';
import { bumpRevisions } from './revisions';
import { toDbEntity, type DbEntity } from './stateRows';
import { touch } from './touch';

const CHUNK = 500;

/** Makes the kept entities the given ones; how many are new, changed or gone. */
export async function reconcileModules(
  tx: Knex,
  entities: ModuleEntity[],
): Promise<number> {
  const kept = await tx<DbEntity>('modules').select(
    'entity_ref',
    'module',
    'hash',
  );
  const before = new Map(kept.map(row => [row.entity_ref, row]));
  const touched: string[] = [];
  const write: DbEntity[] = [];
  for (const row of entities.map(toDbEntity)) {
    const old = before.get(row.entity_ref);
    before.delete(row.entity_ref);
    if (old?.hash !== row.hash) {
      write.push(row);
      touched.push(row.module, old?.module ?? row.module);
    }
  }
  const gone = [...before.values()];
  if (write.length + gone.length === 0) {
    return 0;
  }
  await lockEntities(
    tx,
    [...write, ...gone].map(row => row.entity_ref),
    'update',
  );
  for (let start = 0; start < write.length; start += CHUNK) {
    await tx<DbEntity>('modules')
      .insert(write.slice(start, start + CHUNK))
      .onConflict('entity_ref')
      .merge();
  }
  for (let start = 0; start < gone.length; start += CHUNK) {
    const refs = gone.slice(start, start + CHUNK).map(row => row.entity_ref);
    await tx('modules').whereIn('entity_ref', refs).delete();
    await tx('states').whereIn('entity_ref', refs).delete();
    await tx('module_attributes').whereIn('entity_ref', refs).delete();
  }
  const written = new Set(write.map(row => row.entity_ref));
  await writeEntityAttributes(
    tx,
    entities.filter(({ entityRef }) => written.has(entityRef)),
  );
  const met = await writeClaims(tx, entities);
  const changed = [...touched, ...gone.map(({ module }) => module)];
  await touch(tx, [...changed, ...met]);
  await bumpRevisions(tx, { modules: [...changed, ...met] });
  return write.length + gone.length;
}
