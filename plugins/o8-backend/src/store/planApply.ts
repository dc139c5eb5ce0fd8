import type { DbFact } from './FactRow';

/** What has to be done to make the kept rows of some objects the new ones. */
export interface ApplyPlan {
  /** New or changed: written in full, and they touch modules. */
  write: DbFact[];
  /** Equal in all that counts: only what moves without meaning is written. */
  refresh: DbFact[];
  /** Facts whose object no longer says them. */
  remove: DbFact[];
  /** Records whose object is gone. */
  end: DbFact[];
}

/**
 * Compares the kept rows of some objects with the new ones. An object of which there
 * is no new row is gone. Of a row that changed, both sides are needed to know whom it
 * touches: `write` holds the new one, `before` is looked up by the caller.
 */
export function planApply(kept: DbFact[], incoming: DbFact[]): ApplyPlan {
  const before = new Map(kept.map(row => [toRowKey(row), row]));
  const plan: ApplyPlan = { write: [], refresh: [], remove: [], end: [] };
  // A source may say something twice: then the last word counts.
  const last = new Map(incoming.map(row => [toRowKey(row), row]));
  for (const row of last.values()) {
    const old = before.get(toRowKey(row));
    before.delete(toRowKey(row));
    if (!old || old.value_hash !== row.value_hash || old.gone_at !== null) {
      plan.write.push(row);
    } else if (
      old.volatile !== row.volatile ||
      old.evidence_at !== row.evidence_at
    ) {
      plan.refresh.push(row);
    }
  }
  for (const row of before.values()) {
    if (!row.uid) {
      plan.remove.push(row);
    } else if (row.gone_at === null) {
      plan.end.push(row);
    }
  }
  return plan;
}

/** What tells the rows of one cluster and kind apart. */
export function toRowKey(row: DbFact): string {
  return JSON.stringify([row.object, row.uid, row.type, row.key]);
}
