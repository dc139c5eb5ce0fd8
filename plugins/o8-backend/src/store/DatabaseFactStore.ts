import type { DatabaseService } from '@backstage/backend-plugin-api';
import type { UnmatchedObject } from '@orchestr8/backstage-plugin-o8-common';
import type { Knex } from 'knex';
import {
  toDbFact,
  toKnownFact,
  toModuleKey,
  toObjectKey,
  type DbFact,
} from './FactRow';
import type {
  ApplyResult,
  FactBatch,
  FactStore,
  ModuleFacts,
} from './FactStore';
import { openDatabase } from './openDatabase';
import { planApply, toRowKey, type ApplyPlan } from './planApply';
import { findTouched } from './findTouched';
import { selectModuleFacts } from './selectModuleFacts';
import { selectUnmatched } from './selectUnmatched';
import { touch } from './touch';

// SQLite takes 32766 values in one statement, and a row has 21.
const CHUNK = 200;

const KEY = ['observed_on', 'kind', 'object', 'uid', 'type', 'key'] as const;

/** Keeps the facts in the plugin's database, SQLite or PostgreSQL. */
export class DatabaseFactStore implements FactStore {
  readonly #knex: Knex;

  static async create(options: {
    database: DatabaseService;
  }): Promise<DatabaseFactStore> {
    return new DatabaseFactStore(await openDatabase(options.database));
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async apply(batch: FactBatch): Promise<ApplyResult> {
    const { observedOn, kind, now } = batch;
    const objects = [...new Set(batch.objects.map(toObjectKey))];
    const incoming = batch.rows.map(row => toDbFact(row, now));
    const keep = new Set(
      batch.keep?.map(entry => `${toObjectKey(entry)} ${entry.source}`),
    );
    const kept = await this.#selectObjects(observedOn, kind, objects);
    const plan = planApply(
      kept.filter(row => !keep.has(`${row.object} ${row.source}`)),
      incoming,
    );
    return this.#carryOut(plan, { observedOn, kind, now });
  }

  async sweep(options: {
    observedOn: string;
    kind: string;
    seen: ReadonlySet<string>;
    now: Date;
  }): Promise<ApplyResult> {
    const { observedOn, kind, seen, now } = options;
    const kept = await this.#knex<DbFact>('facts')
      .distinct('object')
      .where({ observed_on: observedOn, kind, gone_at: null });
    const gone = kept.map(({ object }) => object).filter(o => !seen.has(o));

    const total = { changed: 0, refreshed: 0, removed: 0 };
    const touched = new Set<string>();
    for (let start = 0; start < gone.length; start += CHUNK) {
      const objects = gone.slice(start, start + CHUNK);
      const rows = await this.#selectObjects(observedOn, kind, objects);
      const result = await this.#carryOut(planApply(rows, []), {
        observedOn,
        kind,
        now,
      });
      total.removed += result.removed;
      result.touched.forEach(module => touched.add(module));
    }
    return { ...total, touched: [...touched] };
  }

  async factsOf(name: string): Promise<ModuleFacts> {
    const module = toModuleKey(name);
    const rows = await selectModuleFacts(this.#knex, module);
    const placements = new Map<string, ModuleFacts['placements'][number]>();
    for (const row of rows) {
      const { subject_cluster: cluster, subject_namespace: namespace } = row;
      if (row.places && row.own_module === module && cluster && namespace) {
        placements.set(`${cluster}/${namespace}`, { cluster, namespace });
      }
    }
    return {
      placements: [...placements.entries()]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, placement]) => placement),
      facts: rows.map(toKnownFact),
    };
  }

  async listUnmatched(): Promise<UnmatchedObject[]> {
    return selectUnmatched(this.#knex);
  }

  async retain(options: {
    goneBefore: Date;
    clusters: string[];
  }): Promise<void> {
    const { goneBefore, clusters } = options;
    await this.#knex<DbFact>('facts')
      .where('gone_at', '<', goneBefore.toISOString())
      .delete();
    await this.#knex<DbFact>('facts')
      .whereNotIn('observed_on', clusters)
      .delete();
  }

  async #selectObjects(
    observedOn: string,
    kind: string,
    objects: string[],
  ): Promise<DbFact[]> {
    const rows: DbFact[] = [];
    for (let start = 0; start < objects.length; start += CHUNK) {
      rows.push(
        ...(await this.#knex<DbFact>('facts')
          .select()
          .where({ observed_on: observedOn, kind })
          .whereIn('object', objects.slice(start, start + CHUNK))),
      );
    }
    return rows;
  }

  // One cluster and kind is read by one runner, so nothing else writes these rows
  // between the comparison and here.
  async #carryOut(
    plan: ApplyPlan,
    where: { observedOn: string; kind: string; now: Date },
  ): Promise<ApplyResult> {
    const { write, refresh, remove, end } = plan;
    const counts = {
      changed: write.length,
      refreshed: refresh.length,
      removed: remove.length + end.length,
    };
    if (write.length + refresh.length + counts.removed === 0) {
      return { ...counts, touched: [] };
    }
    return this.#knex.transaction(async tx => {
      const changed = [...write, ...remove, ...end];
      const before = await findTouched(tx, await selectKept(tx, write));
      await upsert(tx, write);
      await updateVolatile(tx, refresh);
      await deleteRows(tx, remove);
      await endRows(tx, end, where.now);
      const touched = new Set([...before, ...(await findTouched(tx, changed))]);
      await touch(tx, touched);
      return { ...counts, touched: [...touched] };
    });
  }
}

/** The rows as they are kept until now: whom a change takes something from. */
async function selectKept(tx: Knex, rows: DbFact[]): Promise<DbFact[]> {
  const kept: DbFact[] = [];
  for (let start = 0; start < rows.length; start += CHUNK) {
    const chunk = rows.slice(start, start + CHUNK);
    const keys = new Set(chunk.map(toRowKey));
    const found = await tx<DbFact>('facts')
      .select()
      .where({ observed_on: chunk[0].observed_on, kind: chunk[0].kind })
      .whereIn('object', [...new Set(chunk.map(({ object }) => object))]);
    kept.push(...found.filter(row => keys.has(toRowKey(row))));
  }
  return kept;
}

async function upsert(tx: Knex, rows: DbFact[]): Promise<void> {
  for (let start = 0; start < rows.length; start += CHUNK) {
    await tx<DbFact>('facts')
      .insert(rows.slice(start, start + CHUNK))
      .onConflict([...KEY])
      .merge();
  }
}

async function updateVolatile(tx: Knex, rows: DbFact[]): Promise<void> {
  for (const row of rows) {
    await tx<DbFact>('facts')
      .where(toKey(row))
      .update({ volatile: row.volatile, evidence_at: row.evidence_at });
  }
}

async function deleteRows(tx: Knex, rows: DbFact[]): Promise<void> {
  for (const row of rows) {
    await tx<DbFact>('facts').where(toKey(row)).delete();
  }
}

async function endRows(tx: Knex, rows: DbFact[], now: Date): Promise<void> {
  for (const row of rows) {
    await tx<DbFact>('facts')
      .where(toKey(row))
      .update({ gone_at: now.toISOString() });
  }
}

function toKey(row: DbFact): Pick<DbFact, (typeof KEY)[number]> {
  const { observed_on, kind, object, uid, type, key } = row;
  return { observed_on, kind, object, uid, type, key };
}
