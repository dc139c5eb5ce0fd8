import { isClaimable } from '../bindings';
import type { DbFact } from './FactRow';
import { toRowKey, type ApplyPlan } from './planApply';

/** The rows of a change by which the states of modules may become others. */
export interface Concerns {
  /** As they were, and as they are now: whoever they are about is judged again. */
  before: DbFact[];
  after: DbFact[];
  /** Only who claims their objects is: nobody else's binding depends on them. */
  claimable: DbFact[];
  /** Nobody is: they are only shown. */
  shown: DbFact[];
}

/**
 * Finds the rows that somebody has to be judged by again. What no assessor needs is not
 * among them, unless it decides where a module is or whose it is.
 */
export function findConcerns(
  plan: ApplyPlan,
  kept: DbFact[],
  judgedTypes: ReadonlySet<string> | undefined,
): Concerns {
  const isJudged = ({ type, places }: DbFact) =>
    !judgedTypes || Boolean(places) || judgedTypes.has(type);
  const old = new Map(kept.map(row => [toRowKey(row), row]));
  const concerns: Concerns = {
    before: [],
    after: [],
    claimable: [],
    shown: [],
  };
  const add = (row: DbFact, side: 'before' | 'after', isRebound: boolean) => {
    if (isJudged(row) || (isRebound && namesOwner(row))) {
      concerns[side].push(row);
      return;
    }
    if (side === 'after' || isRebound) {
      concerns.shown.push(row);
    }
    if (isRebound && isClaimable(row.kind)) {
      concerns.claimable.push(row);
    }
  };
  for (const row of plan.write) {
    const before = old.get(toRowKey(row));
    const isRebound = toBinding(before) !== toBinding(row);
    if (before) {
      add(before, 'before', isRebound);
    }
    add(row, 'after', isRebound);
  }
  for (const row of [...plan.remove, ...plan.end]) {
    add(row, 'after', true);
  }
  return concerns;
}

function namesOwner(row: DbFact): boolean {
  return row.own_module !== null || row.own_entity !== null;
}

/** All of a row by which it is somebody's. */
function toBinding(row: DbFact | undefined): string | undefined {
  return row && row.gone_at === null
    ? JSON.stringify([
        row.own_module,
        row.own_entity,
        Boolean(row.platform),
        row.project,
        row.labels,
        row.binds,
      ])
    : undefined;
}
