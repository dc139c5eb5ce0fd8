import type { JsonObject } from '@backstage/types';
import type {
  ModuleFact,
  ModuleObject,
} from '@orchestr8/backstage-plugin-o8-common';
import { toKnownFact, type DbFact } from './FactRow';
import type { EntityFacts, EntityObjects } from './FactReader';
import { pickNewest } from './pickNewest';
import type { ClaimedRow } from './selectClaimed';
import type { ModuleRow } from './selectModuleFacts';

/** Pages poll what they show: enough to see that there are some, and how the last ones were. */
const RECORDS_PER_KIND = 5;

/** What is known of the objects of an entity. */
export interface ObjectsOptions
  extends Pick<EntityFacts, 'binding' | 'isOthers'> {
  module: string;
  entityRef: string;
  rows: ModuleRow[];
  claimed: ClaimedRow[];
  limit: number;
}

/** How an object is the entity's, and whether it may know more of it than that. */
type Standing = Pick<ModuleObject, 'binding' | 'conflict' | 'operable'> & {
  isShown: boolean;
};

/** The objects of an entity, the first of them with what they say. */
export function toModuleObjects(
  options: ObjectsOptions,
): Pick<EntityObjects, 'objects' | 'totalObjects'> {
  const groups = new Map<string, { standing: Standing; rows: DbFact[] }>();
  const add = (row: DbFact, standing: Standing) => {
    const address = toAddress(row);
    const group = groups.get(address) ?? { standing, rows: [] };
    group.rows.push(row);
    groups.set(address, group);
  };
  const isNamed = options.rows.some(
    ({ row, by }) => by === 'own' && row.own_entity === options.entityRef,
  );
  for (const found of options.rows) {
    const standing = judgeOwn(found, { ...options, isNamed });
    if (standing) {
      add(found.row, standing);
    }
  }
  for (const { row, binding, conflict } of options.claimed) {
    const isShown = binding === 'claimed';
    add(row, { binding, conflict, operable: false, isShown });
  }
  const sorted = [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    objects: pickNewest(sorted, RECORDS_PER_KIND)
      .slice(0, options.limit)
      .map(([, { standing, rows }]) => toObject(rows, standing)),
    totalObjects: sorted.length,
  };
}

function judgeOwn(
  { row, by }: ModuleRow,
  options: ObjectsOptions & {
    /** Whether the platform names this entity, maybe beside others. */
    isNamed: boolean;
  },
): Standing | undefined {
  const denied = {
    binding: 'conflict',
    operable: false,
    isShown: false,
  } as const;
  if (row.own_entity && row.own_entity !== options.entityRef) {
    // To whom it does not name, already the name of an object says something.
    return options.isNamed ? { ...denied, conflict: 'otherModule' } : undefined;
  }
  if (options.isOthers || options.binding === 'conflict') {
    // It is another's, or another entity says that it is this very module.
    return undefined;
  }
  if (
    by === 'home' &&
    row.label_module &&
    row.label_module !== options.module
  ) {
    return { ...denied, conflict: 'ownLabel', isShown: true };
  }
  return {
    binding: 'confirmed',
    conflict: null,
    operable: by !== 'shared',
    isShown: true,
  };
}

function toObject(rows: DbFact[], standing: Standing): ModuleObject {
  const { isShown, ...binding } = standing;
  const [first] = rows;
  return {
    ...toKnownFact(first).object,
    source: first.source,
    ...binding,
    facts: isShown ? withoutHistory(rows).map(toFact).sort(compareFacts) : [],
  };
}

// What happened to an object has an answer of its own, unless it is nothing else.
function withoutHistory(rows: DbFact[]): DbFact[] {
  const lasting = rows.filter(({ uid }) => !uid);
  return lasting.length > 0 ? lasting : rows;
}

function toFact(row: DbFact): ModuleFact {
  const { type, key, value, evidenceAt, changedAt } = toKnownFact(row);
  return { type, key, value: withoutOthers(value), evidenceAt, changedAt };
}

// What a backup of a whole cluster leaves out is called by the namespaces of others:
// who sees this module may not know that they exist.
function withoutOthers(value: JsonObject): JsonObject {
  const { excluded, ...shown } = value;
  return Array.isArray(excluded) && excluded.length > 0 ? shown : value;
}

function compareFacts(a: ModuleFact, b: ModuleFact): number {
  return `${a.type} ${a.key}` < `${b.type} ${b.key}` ? -1 : 1;
}

function toAddress(row: DbFact): string {
  const { observed_on: cluster, kind, namespace, name, source } = row;
  const [, shortKind] = kind.split('/');
  // Two API groups may have a kind of one name, and one source may read both.
  return JSON.stringify([
    cluster,
    shortKind,
    namespace ?? '',
    name,
    source,
    kind,
  ]);
}
