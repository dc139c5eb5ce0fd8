import type { LoggerService } from '@backstage/backend-plugin-api';
import type { SourceStatus } from '@orchestr8/backstage-plugin-o8-common';
import type { Assessor, Source } from '@orchestr8/backstage-plugin-o8-node';
import type {
  FactReader,
  ModuleEntity,
  ModuleFacts,
  ModuleStore,
  NewState,
} from '../store';
import { createFailedState } from './createFailedState';
import { judgeModule } from './judgeModule';

/** What a judge needs. */
export interface ModuleJudgeOptions {
  factReader: Pick<FactReader, 'factsOf'>;
  moduleStore: Pick<ModuleStore, 'entitiesOf'>;
  sources: Source[];
  assessors: Assessor[];
  objectives: Record<string, { rpoMs?: number }>;
  logger: LoggerService;
}

/** Judges modules by what is kept of them. */
export class ModuleJudge {
  readonly #options: ModuleJudgeOptions;

  constructor(options: ModuleJudgeOptions) {
    this.#options = options;
  }

  /** The judgements of some modules. They are read together: it costs as one. */
  async judge(
    modules: string[],
    statuses: SourceStatus[],
  ): Promise<Map<string, NewState[]>> {
    const { factReader, moduleStore } = this.#options;
    const entitiesOf = await moduleStore.entitiesOf(modules);
    // Clusters run modules that the catalog does not have: nobody is judged by those.
    const asked = modules.flatMap(module => {
      const entities = entitiesOf.get(module) ?? [];
      return entities.length > 0 ? [{ module, entities }] : [];
    });
    const factsOf = await factReader.factsOf(asked);
    const now = new Date();
    const judged = asked.map(
      ({ module, entities }) =>
        [
          module,
          this.#judgeOne({
            entities,
            facts: factsOf.get(module)!,
            statuses,
            now,
          }),
        ] as const,
    );
    return new Map(judged);
  }

  #judgeOne(known: {
    entities: ModuleEntity[];
    facts: ModuleFacts;
    statuses: SourceStatus[];
    now: Date;
  }): NewState[] {
    const { sources, assessors, objectives, logger } = this.#options;
    const { entities, facts, now } = known;
    return assessors.flatMap(assessor => {
      try {
        return judgeModule({
          ...known,
          assessors: [assessor],
          sources,
          objectives,
        });
      } catch (error) {
        // Facts of a shape that nobody expected: the others must not wait behind it,
        // and what was judged before must not stand.
        const [{ module }] = entities;
        logger.error(`Judging ${assessor.id} of ${module} failed`, {
          error: String(error),
        });
        return entities.map(({ entityRef }) =>
          createFailedState({ entityRef, facet: assessor.id, facts, now }),
        );
      }
    });
  }
}
