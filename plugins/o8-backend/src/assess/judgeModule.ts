import type { SourceStatus } from '@orchestr8/backstage-plugin-o8-common';
import {
  sourceOf,
  type AssessInput,
  type AssessedState,
  type Assessor,
  type Objectives,
  type Source,
} from '@orchestr8/backstage-plugin-o8-node';
import type { ModuleEntity, ModuleFacts, NewState } from '../store';
import { capVerdict } from './capVerdict';
import { findEarliest } from './findEarliest';
import { pickStatuses, selectSources } from './selectSources';
import { StatusIndex } from './StatusIndex';

/**
 * What nobody can say the end of is judged again after this: what an assessor without
 * `validUntil` says, and what rests on a source that is old and may be confirmed at any
 * moment without another word.
 */
const OPEN_END_MS = 60_000;

/** What a module is judged by. */
export interface JudgeOptions {
  facts: ModuleFacts;
  /** The entities that claim the module. */
  entities: ModuleEntity[];
  assessors: Assessor[];
  sources: Source[];
  statuses: SourceStatus[];
  /** By tier. */
  objectives: Record<string, { rpoMs?: number }>;
  now: Date;
}

/** Judges every facet of a module, for each entity that claims it. */
export function judgeModule(options: JudgeOptions): NewState[] {
  return options.entities.flatMap(entity =>
    options.assessors.map(assessor => judge(entity, assessor, options)),
  );
}

function judge(
  entity: ModuleEntity,
  assessor: Assessor,
  options: JudgeOptions,
): NewState {
  const { sources, statuses, now } = options;
  const { binding, placements, facts } = selectKnown(entity, assessor, options);
  const addresses = selectSources({
    assessor,
    sources,
    module: { placements, facts },
    statuses,
  });
  const relevant = pickStatuses(statuses, addresses);
  const input: AssessInput = {
    module: entity.module,
    placements,
    binding,
    facts: facts.filter(({ type }) => assessor.needs.includes(type)),
    sources: relevant,
    allRead: isAllRead(assessor, sources, statuses),
    objectives: toObjectives(entity, options.objectives),
    now,
  };
  const state = assessor.assess(input);
  const isFresh =
    // Of nothing nobody can prove anything.
    addresses.length > 0 &&
    relevant.length === addresses.length &&
    relevant.every(status => status.state === 'fresh') &&
    // Somebody else has as good a claim: nobody has proven whose it is.
    binding !== 'conflict';
  return {
    entityRef: entity.entityRef,
    facet: assessor.id,
    state: isFresh ? state : distrust(state),
    sources: addresses,
    placements,
    binding,
    assessedAt: now.toISOString(),
    validUntil: findEnd(assessor, input, state),
  };
}

function findEnd(
  assessor: Assessor,
  input: AssessInput,
  state: AssessedState,
): string | null {
  const { now, sources } = input;
  const isOpen =
    !assessor.validUntil || sources.some(source => source.state === 'stale');
  const endsMs = [
    assessor.validUntil?.(input, state)?.getTime() ?? Infinity,
    isOpen ? now.getTime() + OPEN_END_MS : Infinity,
  ];
  return findEarliest(endsMs, now)?.toISOString() ?? null;
}

/** What an assessor may know of a module, as one of its entities. */
function selectKnown(
  entity: ModuleEntity,
  assessor: Assessor,
  { facts: { placements, facts, entities } }: JudgeOptions,
): Pick<AssessInput, 'binding' | 'placements' | 'facts'> {
  const { binding, isOthers, claimed } = entities[entity.entityRef];
  // Whoever may register an entity could read any module by saying that he is it.
  const isDenied = isOthers || binding === 'conflict';
  return {
    binding,
    placements: isDenied ? [] : placements,
    facts: [
      ...(isDenied ? [] : facts),
      // What only an annotation says is no evidence.
      ...(assessor.showsClaimed ? claimed : []),
    ],
  };
}

// The last guard: an assessor of somebody else may have forgotten it.
function distrust(state: AssessedState): AssessedState {
  const verdict = capVerdict(state.verdict);
  return verdict === state.verdict
    ? state
    : { ...state, verdict, headline: { code: 'unproven', params: {} } };
}

/** Whether every cluster has answered at least once to what the assessor needs. */
function isAllRead(
  { needs }: Assessor,
  sources: Source[],
  statuses: SourceStatus[],
): boolean {
  const index = StatusIndex.of(statuses);
  return sources
    .filter(({ id }) => needs.some(type => sourceOf(type) === id))
    .every(({ id }) => index.isReadEverywhere(id));
}

function toObjectives(
  entity: ModuleEntity,
  tiers: Record<string, { rpoMs?: number }>,
): Objectives {
  if (entity.rpoMs === 'invalid') {
    return { rpoMs: null, rpoFrom: null };
  }
  if (entity.rpoMs !== null) {
    return { rpoMs: entity.rpoMs, rpoFrom: 'entity' };
  }
  const rpoMs = (entity.tier && tiers[entity.tier]?.rpoMs) || null;
  return { rpoMs, rpoFrom: rpoMs === null ? null : 'tier' };
}
