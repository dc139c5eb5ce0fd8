import type { DatabaseService } from '@backstage/backend-plugin-api';
import { bulkhead } from 'cockatiel';
import type { Knex } from 'knex';
import { setImmediate } from 'node:timers/promises';
import { NAMESPACE_KIND } from '../bindings';
import type { Lease } from '../leases';
import type { StoreTiming } from '../timing';
import { findConcerns } from './findConcerns';
import { findRelabeled, syncLabels } from './factLabels';
import { toDbFact, toObjectKey, type DbFact } from './FactRow';
import type { ApplyResult, FactBatch, FactStore } from './FactStore';
import {
  deleteFacts,
  endFacts,
  FACT_CHUNK,
  refreshFacts,
  upsertFacts,
} from './factWrites';
import { startFanOut } from './fanOuts';
import { findClaimants, findTouched } from './findTouched';
import { openDatabase } from './openDatabase';
import { planApply, type ApplyPlan } from './planApply';
import { retainFacts } from './retention';
import { bumpRevisions } from './revisions';
import { PRIORITY, touch } from './touch';
import { write } from './write';

/**
 * While clusters are read in full every kind of each writes: connections of the pool have
 * to be left for leases, which end if they are not renewed, and for those who ask. SQLite
 * has but one, and whoever asks for it stands behind these.
 */
const WRITES_AT_ONCE = 3;

interface CarryOutOptions {
  /** The rows as they were. */
  kept: DbFact[];
  now: Date;
  isList?: boolean;
  judgedTypes?: ReadonlySet<string>;
}

/** Keeps the facts in the plugin's database, SQLite or PostgreSQL. */
export class DatabaseFactStore implements FactStore {
  readonly #knex: Knex;
  readonly #timing: StoreTiming | undefined;
  readonly #judgedTypes: ReadonlySet<string> | undefined;
  readonly #turns = bulkhead(WRITES_AT_ONCE, Infinity);

  static async create(options: {
    database: DatabaseService;
    timing?: StoreTiming;
    /** The types of facts that states depend on; all if absent. */
    judgedTypes?: ReadonlySet<string>;
  }): Promise<DatabaseFactStore> {
    const knex = await openDatabase(options.database);
    return new DatabaseFactStore(knex, options);
  }

  private constructor(
    knex: Knex,
    options: { timing?: StoreTiming; judgedTypes?: ReadonlySet<string> },
  ) {
    this.#knex = knex;
    this.#timing = options.timing;
    this.#judgedTypes = options.judgedTypes;
  }

  async apply(batch: FactBatch): Promise<ApplyResult> {
    const { observedOn, kind, now, fence, isList } = batch;
    const objects = [...new Set(batch.objects.map(toObjectKey))];
    const incoming = batch.rows.map(row => toDbFact(row, now));
    const keep = new Set(
      batch.keep?.map(entry => `${toObjectKey(entry)} ${entry.source}`),
    );
    return this.#turns.execute(async () => {
      const selected = await this.#selectObjects(observedOn, kind, objects);
      const kept = selected.filter(
        row => !keep.has(`${row.object} ${row.source}`),
      );
      const plan = planApply(kept, incoming);
      return this.#carryOut({ plan, kept, now, fence, isList });
    });
  }

  async sweep(options: {
    observedOn: string;
    kind: string;
    seen: ReadonlySet<string>;
    now: Date;
    fence?: Lease;
  }): Promise<ApplyResult> {
    const { observedOn, kind, seen, now, fence } = options;
    const there = await this.#turns.execute(async () =>
      this.#knex<DbFact>('facts')
        .distinct('object')
        .where({ observed_on: observedOn, kind, gone_at: null }),
    );
    const gone = there.map(({ object }) => object).filter(o => !seen.has(o));

    const total = { changed: 0, refreshed: 0, removed: 0 };
    const touched = new Set<string>();
    for (let start = 0; start < gone.length; start += FACT_CHUNK) {
      const objects = gone.slice(start, start + FACT_CHUNK);
      const result = await this.#turns.execute(async () => {
        const kept = await this.#selectObjects(observedOn, kind, objects);
        const plan = planApply(kept, []);
        return this.#carryOut({ plan, kept, now, fence });
      });
      total.removed += result.removed;
      result.touched.forEach(module => touched.add(module));
    }
    return { ...total, touched: [...touched] };
  }

  async retain(options: {
    goneBefore: Date;
    clusters: string[];
  }): Promise<void> {
    await retainFacts({ ...options, knex: this.#knex, timing: this.#timing });
  }

  async #selectObjects(
    observedOn: string,
    kind: string,
    objects: string[],
  ): Promise<DbFact[]> {
    const rows: DbFact[] = [];
    for (let start = 0; start < objects.length; start += FACT_CHUNK) {
      rows.push(
        ...(await this.#knex<DbFact>('facts')
          .select()
          .where({ observed_on: observedOn, kind })
          .whereIn('object', objects.slice(start, start + FACT_CHUNK))),
      );
    }
    return rows;
  }

  // One cluster and kind is read by one runner, and the fence makes sure that it still
  // is this one: nothing else wrote these rows between the comparison and here.
  async #carryOut(
    options: CarryOutOptions & { plan: ApplyPlan; fence?: Lease },
  ): Promise<ApplyResult> {
    const { plan, fence } = options;
    const counts = {
      changed: plan.write.length,
      refreshed: plan.refresh.length,
      removed: plan.remove.length + plan.end.length,
    };
    if (counts.changed + counts.refreshed + counts.removed === 0) {
      return { ...counts, touched: [] };
    }
    // SQLite answers at once: all that is listed would be written before anything else
    // goes on in the process.
    await setImmediate();
    const touched = await write(
      { knex: this.#knex, timing: this.#timing, fence },
      tx => carryOut(tx, plan, { ...options, judgedTypes: this.#judgedTypes }),
    );
    return { ...counts, touched };
  }
}

async function carryOut(
  tx: Knex,
  plan: ApplyPlan,
  options: CarryOutOptions,
): Promise<string[]> {
  const { kept, now, judgedTypes, isList } = options;
  const concerns = findConcerns(plan, kept, judgedTypes);
  const [first] = [...plan.write, ...plan.refresh, ...plan.remove, ...plan.end];
  // Also whom a change takes something from. What is written of other kinds than
  // Namespaces makes no difference to who that is: then one look is enough.
  const isHome = first.kind === NAMESPACE_KIND;
  const before = await findTouched(tx, isHome ? concerns.before : []);
  await upsertFacts(tx, plan.write, kept);
  await refreshFacts(tx, plan.refresh);
  await deleteFacts(tx, plan.remove);
  await endFacts(tx, plan.end, now);
  await syncLabels(tx, findRelabeled(plan, kept));
  const after = await findTouched(
    tx,
    isHome ? concerns.after : [...concerns.before, ...concerns.after],
  );
  const shown = await findTouched(tx, concerns.shown);
  const claimants = await findClaimants(tx, concerns.claimable);
  const clusters = new Set([...before.clusters, ...after.clusters]);
  // In one order, and before any is touched: others lock in the same.
  for (const cluster of [...clusters].sort()) {
    await startFanOut(tx, { cluster });
  }
  const touched = new Set([...before.modules, ...after.modules, ...claimants]);
  await touch(tx, touched, isList ? PRIORITY.fanOut : PRIORITY.single);
  await bumpRevisions(tx, {
    modules: [...touched, ...shown.modules],
    clusters: [...clusters, ...shown.clusters],
  });
  return [...touched];
}
