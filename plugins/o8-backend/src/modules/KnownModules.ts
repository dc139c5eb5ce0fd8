import { shardOf, type ModuleChanges, type ModuleEntity } from '../store';
import type { Judgement } from './Judgement';

/** What is held in memory of an entity. Never changed: a new one takes its place. */
export interface KnownModule {
  entity: ModuleEntity;
  /** What columns call its module. */
  module: string;
  shard: number;
  /** Of the last change of its module. */
  revision: number;
  /** Ordered by facet; none until it was judged for the first time. */
  judgements: Judgement[];
  /** All entities that claim the same module, itself among them, in order. */
  claimedBy: string[];
  /** When it was first seen here, ISO 8601 in UTC. */
  seenAt: string;
}

/** All entities by their refs, in order. */
export type KnownModules = ReadonlyMap<string, KnownModule>;

/** What is known after changes, and which entities are others now, or gone. */
export interface AppliedChanges {
  known: KnownModules;
  affected: Set<string>;
}

/** Takes over what changed in the store. */
export function applyChanges(
  before: KnownModules,
  changes: ModuleChanges<Judgement>,
  now: Date,
): AppliedChanges {
  const { isAll, modules, entities } = changes;
  const known = new Map(before);
  const affected = new Set(entities.map(({ entity }) => entity.entityRef));
  let isNew = false;
  for (const { module, entity } of before.values()) {
    const ref = entity.entityRef;
    // Whoever changed, or went over to another module, is among the entities.
    if ((isAll || modules.has(module)) && !affected.has(ref)) {
      known.delete(ref);
      affected.add(ref);
    }
  }
  const judgements = groupBy(changes.judgements, each => each.entityRef);
  const claims = groupBy(entities, each => each.module);
  for (const { module, entity } of entities) {
    const ref = entity.entityRef;
    isNew ||= !known.has(ref);
    known.set(ref, {
      entity,
      module,
      shard: shardOf(module),
      revision: modules.get(module) ?? 0,
      judgements: (judgements.get(ref) ?? []).sort((a, b) =>
        a.facet < b.facet ? -1 : 1,
      ),
      claimedBy: (claims.get(module) ?? [])
        .map(each => each.entity.entityRef)
        .sort(),
      seenAt: before.get(ref)?.seenAt ?? now.toISOString(),
    });
  }
  // Who was there before keeps his place.
  return { known: isNew ? inOrder(known) : known, affected };
}

function inOrder(known: KnownModules): KnownModules {
  return new Map([...known].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function groupBy<T>(items: T[], toKey: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(toKey(item)) ?? [];
    group.push(item);
    groups.set(toKey(item), group);
  }
  return groups;
}
