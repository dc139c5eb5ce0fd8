import type { LoggerService } from '@backstage/backend-plugin-api';
import type { SourceStatus } from '@orchestr8/backstage-plugin-o8-common';
import type { Assessor, Source } from '@orchestr8/backstage-plugin-o8-node';
import type { FactStore, ModuleStore, TouchedModule } from '../store';
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
    for (const module of touched) {
      changed.push(...(await this.#judge(module, statuses)));
    }
    if (changed.length) {
      await onChanged(changed);
    }
    return touched.length;
  }

  async #judge(
    touched: TouchedModule,
    statuses: SourceStatus[],
  ): Promise<string[]> {
    const { factStore, moduleStore, sources, assessors, objectives } =
      this.#options;
    const entities = await moduleStore.entitiesOf(touched.module);
    const states = entities.length
      ? judgeModule({
          facts: await factStore.factsOf(touched.module),
          entities,
          assessors,
          sources,
          statuses,
          objectives,
          now: new Date(),
        })
      : [];
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
