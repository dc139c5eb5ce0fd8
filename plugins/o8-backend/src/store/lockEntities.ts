import type { Knex } from 'knex';
import { selectIn } from './selectIn';
import type { DbEntity } from './stateRows';
import { isPostgres, toCodeOrder } from './write';

/**
 * Which module some entities are. Until the transaction ends nobody changes that; with
 * `update`, nobody keeps a judgement of them either.
 */
export async function lockEntities(
  tx: Knex,
  refs: Iterable<string>,
  mode: 'share' | 'update',
): Promise<Map<string, string>> {
  type Row = Pick<DbEntity, 'entity_ref' | 'module'>;
  // In one order: writers that lock in different ones would wait for each other.
  const rows = await selectIn<string, Row>([...new Set(refs)].sort(), chunk => {
    const query = tx<DbEntity>('modules')
      .select('entity_ref', 'module')
      .whereIn('entity_ref', chunk)
      .orderByRaw(toCodeOrder(tx, 'entity_ref'));
    if (!isPostgres(tx)) {
      return query;
    }
    return mode === 'share' ? query.forShare() : query.forUpdate();
  });
  return new Map(rows.map(row => [row.entity_ref, row.module]));
}
