import type { LoggerService } from '@backstage/backend-plugin-api';
import type { SourceStatus } from '@orchestr8/backstage-plugin-o8-common';
import type { Assessor, Source } from '@orchestr8/backstage-plugin-o8-node';
import type {
  FactStore,
  ModuleFacts,
  ModuleStore,
  NewState,
  TouchedModule,
} from '../store';
import { EMPTY_STATES } from './emptyStates';
import { judgeModule } from './judgeModule';

const BATCH = 50;
/** Another replica may have touched a module: nobody tells this one. */
const IDLE_MS = 1_000;
const AFTER_ERROR_MS = 2_000;

/** What the judging of modules needs. */
export interface AssessLoopOptions {
  factStore: FactStore;
  moduleStore: ModuleStore;
  listStatuses: () => Promise<SourceStatus[]>;
  sources: Source[];
  assessors: Assessor[];
  objectives: Record<string, { rpoMs?: number }>;
  /** Told the refs of entities whose state is another one now. */
  onChanged: (entityRefs: string[]) => Promise<void>;
  logger: LoggerService;
}

/** Judges the modules that were touched, one after the other, for ever. */
export class AssessLoop {
  readonly #options: AssessLoopOptions;
  #wake: (() => void) | undefined;
  #isWoken = false;

  constructor(options: AssessLoopOptions) {
    this.#options = options;
  }

  /** There is something to judge. */
  wake(): void {
    this.#isWoken = true;
    this.#wake?.();
  }

  /** Judges until aborted. */
  async run(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => this.wake());
    while (!signal.aborted) {
      try {
        this.#isWoken = false;
        const judged = await this.judgeTouched();
        if (judged === 0) {
          await this.#sleep(IDLE_MS);
        }
      } catch (error) {
        this.#options.logger.error('Judging modules failed', {
          error: String(error),
        });
        this.#isWoken = signal.aborted;
        await this.#sleep(AFTER_ERROR_MS);
      }
    }
  }

  /** Judges what is waiting, up to one batch; how many modules that were. */
  async judgeTouched(): Promise<number> {
    const { moduleStore, listStatuses, onChanged } = this.#options;
    const touched = await moduleStore.listTouched(BATCH);
    if (touched.length === 0) {
      return 0;
    }
    const statuses = await listStatuses();
    const changed: string[] = [];
    try {
      for (const module of touched) {
        changed.push(...(await this.#judge(module, statuses)));
      }
    } finally {
      // Also those before one whose states could not be kept.
      if (changed.length) {
        await onChanged(changed);
      }
    }
    return touched.length;
  }

  async #judge(
    touched: TouchedModule,
    statuses: SourceStatus[],
  ): Promise<string[]> {
    const { factStore, moduleStore, sources, assessors, objectives, logger } =
      this.#options;
    const entities = await moduleStore.entitiesOf(touched.module);
    const facts = await factStore.factsOf(touched.module);
    const now = new Date();
    const states = assessors.flatMap(assessor => {
      try {
        return judgeModule({
          facts,
          entities,
          assessors: [assessor],
          sources,
          statuses,
          objectives,
          now,
        });
      } catch (error) {
        // Facts of a shape that nobody expected: the others must not wait behind it,
        // and what was judged before must not stand.
        logger.error(`Judging ${assessor.id} of ${touched.module} failed`, {
          error: String(error),
        });
        return entities.map(({ entityRef }) =>
          createFailedState({ entityRef, facet: assessor.id, facts, now }),
        );
      }
    });
    return moduleStore.saveStates(states, touched);
  }

  async #sleep(ms: number): Promise<void> {
    if (this.#isWoken) {
      return;
    }
    await new Promise<void>(resolve => {
      const timer = setTimeout(resolve, ms);
      timer.unref();
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = undefined;
  }
}

function createFailedState(options: {
  entityRef: string;
  facet: string;
  facts: ModuleFacts;
  now: Date;
}): NewState {
  const { entityRef, facet, facts, now } = options;
  return {
    entityRef,
    facet,
    state: {
      verdict: 'unknown',
      headline: { code: 'notJudged', params: {} },
      ...EMPTY_STATES[facet],
    },
    sources: [],
    placements: facts.placements,
    assessedAt: now.toISOString(),
  };
}
