import { createHash } from 'node:crypto';
import type { SourceAddress } from '../store';
import { nextTurnMs, type Evidence, type FreshSources } from './isProven';
import type { KnownModule, KnownModules } from './KnownModules';
import type { ModuleSnapshot } from './ModuleIndex';
import type { Statuses } from './Statuses';
import { StoredModule } from './StoredModule';
import { holdJudgements, type HeldJudgement } from './toModuleSummary';

/** A module of a snapshot, and what it was made of. */
export interface BuiltModule {
  module: StoredModule;
  known: KnownModule;
  /** Which judgements hold, and which of their sources are fresh. */
  standing: string;
  /** When time alone may make it another one. */
  turnMs: number;
  /** Whether a judgement does not hold that may hold again by a word of the judges. */
  hasLapsed: boolean;
}

/** A snapshot, and what is needed to make the next one of it. */
export interface BuiltSnapshot {
  snapshot: ModuleSnapshot;
  modules: ReadonlyMap<string, BuiltModule>;
  statuses: Statuses;
  /** Of all modules together, whatever their order. */
  digest: bigint;
  /** The next one of its modules, and whether there is one that has lapsed. */
  nextTurnMs: number;
  hasLapsed: boolean;
}

/** What a snapshot is made of. */
export interface BuildOptions {
  known: KnownModules;
  /** Which modules to look at, also such as are gone; all if absent. */
  affected?: Iterable<string>;
  statuses: Statuses;
  /** When nothing waited for judgement, by shard, in milliseconds since 1970. */
  judgedAtMs: ReadonlyMap<number, number>;
  nowMs: number;
  keyOf: (entityRef: string) => string;
}

/**
 * Makes the next snapshot of the one before. A module of which nothing changed is the
 * same object in both, and if nothing changed at all, so is the snapshot.
 */
export function buildSnapshot(
  before: BuiltSnapshot | undefined,
  options: BuildOptions,
): BuiltSnapshot {
  const { known, affected, statuses } = options;
  const modules = new Map(before?.modules);
  // Of those that are not looked at now, it is as it was.
  const isPartial = before !== undefined && affected !== undefined;
  const next = {
    modules,
    statuses,
    digest: before?.digest ?? 0n,
    nextTurnMs: isPartial ? before.nextTurnMs : Infinity,
    hasLapsed: isPartial && before.hasLapsed,
  };
  let isChanged = before?.statuses !== statuses;

  const isUntouched = createComparison(before, options);
  const refs = isPartial
    ? affected
    : new Set([...modules.keys(), ...known.keys()]);
  for (const ref of refs) {
    const old = modules.get(ref);
    const built = isUntouched(old)
      ? old
      : buildModule(old, known.get(ref), options);
    next.nextTurnMs = Math.min(next.nextTurnMs, built?.turnMs ?? Infinity);
    next.hasLapsed ||= built?.hasLapsed ?? false;
    if (built) {
      modules.set(ref, built);
    } else {
      modules.delete(ref);
    }
    if (built?.module !== old?.module) {
      // Each digest is in it once: what is put in a second time is taken out.
      next.digest ^= (old?.module.digest ?? 0n) ^ (built?.module.digest ?? 0n);
      isChanged = true;
    }
  }
  if (before && !isChanged) {
    return { ...next, snapshot: before.snapshot };
  }
  const snapshot = {
    id: toId(next.digest, statuses),
    modules: new Map(inOrder(known, modules)),
    statuses: statuses.all,
    listStatuses: statuses.forLists,
  };
  return { ...next, snapshot };
}

function* inOrder(
  known: KnownModules,
  modules: ReadonlyMap<string, BuiltModule>,
): Iterable<[string, StoredModule]> {
  for (const ref of known.keys()) {
    yield [ref, modules.get(ref)!.module];
  }
}

/**
 * Says of a module whether it must be the same still: so it is of most when a cluster
 * comes or goes.
 */
function createComparison(
  before: BuiltSnapshot | undefined,
  { known, statuses, nowMs }: BuildOptions,
): (old: BuiltModule | undefined) => old is BuiltModule {
  const moved = before
    ? statuses.fresh.differFrom(before.statuses.fresh)
    : new Set<string>();
  // Thousands of modules rest on the same few lists of sources.
  const seen = new Map<SourceAddress[], boolean>();
  const isMoved = (sources: SourceAddress[]) => {
    const found =
      seen.get(sources) ?? sources.some(({ cluster }) => moved.has(cluster));
    seen.set(sources, found);
    return found;
  };
  return (old): old is BuiltModule =>
    old !== undefined &&
    old.known === known.get(old.known.entity.entityRef) &&
    nowMs < old.turnMs &&
    !old.hasLapsed &&
    !old.known.judgements.some(({ sources }) => isMoved(sources));
}

/** A module, the very one of before if it is the same; undefined for one that is gone. */
function buildModule(
  old: BuiltModule | undefined,
  known: KnownModule | undefined,
  options: BuildOptions,
): BuiltModule | undefined {
  if (!known) {
    return undefined;
  }
  const evidence = toEvidence(known, options);
  const held = holdJudgements(known.judgements, evidence);
  const { fresh } = evidence;
  const next = {
    known,
    standing: toStanding(held, fresh),
    turnMs: held.reduce(
      (turn, { judgement }) => Math.min(turn, nextTurnMs(judgement, evidence)),
      Infinity,
    ),
    hasLapsed: held.some(({ holds }) => !holds),
  };
  if (old?.known === known && old.standing === next.standing) {
    return { ...next, module: old.module };
  }
  const key = options.keyOf(known.entity.entityRef);
  const module = new StoredModule({ known, held, fresh, key });
  const isSame = old?.module.digest === module.digest;
  return { ...next, module: isSame ? old.module : module };
}

function toStanding(held: HeldJudgement[], fresh: FreshSources): string {
  return held
    .map(({ judgement, holds }) => {
      const sources = judgement.sources.map(each => (fresh.has(each) ? 1 : 0));
      return `${holds ? 1 : 0}${sources.join('')}`;
    })
    .join(' ');
}

/** What the judgements of a module are held against. */
export function toEvidence(
  known: KnownModule,
  options: Pick<BuildOptions, 'statuses' | 'judgedAtMs' | 'nowMs'>,
): Evidence {
  return {
    nowMs: options.nowMs,
    fresh: options.statuses.fresh,
    judgedAtMs: options.judgedAtMs.get(known.shard),
  };
}

function toId(digest: bigint, statuses: Statuses): string {
  return createHash('sha256')
    .update(`${digest.toString(16)} ${statuses.digest}`)
    .digest('base64url');
}
