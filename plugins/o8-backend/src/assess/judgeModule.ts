import type { SourceStatus } from '@orchestr8/backstage-plugin-o8-common';
import type {
  AssessedState,
  Assessor,
  Objectives,
  Source,
} from '@orchestr8/backstage-plugin-o8-node';
import type { ModuleEntity, ModuleFacts, NewState } from '../store';
import { capVerdict } from './capVerdict';
import { pickStatuses, selectSources } from './selectSources';

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
  const { facts, entities, assessors, sources, statuses, now } = options;
  return entities.flatMap(entity =>
    assessors.map(assessor => {
      const addresses = selectSources({
        assessor,
        sources,
        module: facts,
        statuses,
      });
      const relevant = pickStatuses(statuses, addresses);
      const state = assessor.assess({
        module: entity.module,
        placements: facts.placements,
        facts: facts.facts.filter(({ type }) => assessor.needs.includes(type)),
        sources: relevant,
        allRead: isAllRead(assessor, sources, statuses),
        objectives: toObjectives(entity, options.objectives),
        now,
      });
      const isFresh =
        // Of nothing nobody can prove anything.
        addresses.length > 0 &&
        relevant.length === addresses.length &&
        relevant.every(status => status.state === 'fresh') &&
        // Two who claim one module: nobody has proven whose it is.
        entities.length === 1;
      return {
        entityRef: entity.entityRef,
        facet: assessor.id,
        state: isFresh ? state : distrust(state),
        sources: addresses,
        placements: facts.placements,
        assessedAt: now.toISOString(),
      };
    }),
  );
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
  const ids = sources
    .map(({ id }) => id)
    .filter(id => needs.some(type => type.startsWith(`${id}.`)));
  return statuses
    .filter(({ source }) => ids.includes(source))
    .every(({ confirmedAt, state }) => confirmedAt || state === 'unsupported');
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
