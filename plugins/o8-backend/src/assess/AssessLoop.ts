import type { LoggerService } from '@backstage/backend-plugin-api';
import type { SourceStatus } from '@orchestr8/backstage-plugin-o8-common';
import type { Assessor, Source } from '@orchestr8/backstage-plugin-o8-node';
import { LeaseLostError, type Lease } from '../leases';
import {
  shardOf,
  type FactReader,
  type ModuleStore,
  type NewState,
  type TouchedModule,
} from '../store';
import { DEFAULT_TIMING, type AssessTiming } from '../timing';
import { createFailedState } from './createFailedState';
import { judgeModule } from './judgeModule';

/** So few that one that is touched by itself never waits long for many others. */
const BATCH = 20;
const FAN_OUT_CHUNK = 200;

/** What the judging of modules needs. */
export interface AssessLoopOptions {
  factReader: Pick<FactReader, 'factsOf'>;
  moduleStore: Pick<
    ModuleStore,
    'advanceFanOuts' | 'entitiesOf' | 'listTouched' | 'saveStates'
  >;
  listStatuses: () => Promise<SourceStatus[]>;
  sources: Source[];
  assessors: Assessor[];
  objectives: Record<string, { rpoMs?: number }>;
  /** Told the refs of entities whose state is another one now. */
  onChanged: (entityRefs: string[]) => Promise<void>;
  logger: LoggerService;
  timing?: Partial<AssessTiming>;
}

interface Shard {
  lease: Lease;
  lost: AbortController;
}

/** Judges touched modules, one after the other, of those shards that it was given. */
export class AssessLoop {
  readonly #options: AssessLoopOptions;
  readonly #timing: AssessTiming;
  readonly #shards = new Map<number, Shard>();
  #wake: (() => void) | undefined;
  #isWoken = false;
  /** The judgement that is under way. */
  #judging: Promise<unknown> = Promise.resolve();

  constructor(options: AssessLoopOptions) {
    this.#options = options;
    this.#timing = { ...DEFAULT_TIMING, ...options.timing };
  }

  /** There is something to judge. */
  wake(): void {
    this.#isWoken = true;
    this.#wake?.();
  }

  /**
   * Judges the modules of a shard too, until aborted; resolves when nothing of it is
   * under way any more.
   *
   * @throws LeaseLostError when somebody else judges them by now
   */
  async judgeShard(
    shard: number,
    lease: Lease,
    signal: AbortSignal,
  ): Promise<void> {
    const lost = new AbortController();
    this.#shards.set(shard, { lease, lost });
    this.wake();
    await untilAborted(AbortSignal.any([signal, lost.signal]));
    if (this.#shards.get(shard)?.lease === lease) {
      this.#shards.delete(shard);
    }
    await this.#judging;
    if (lost.signal.aborted) {
      throw lost.signal.reason;
    }
  }

  /** Judges until aborted. */
  async run(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => this.wake());
    while (!signal.aborted) {
      try {
        this.#isWoken = false;
        const judged = await this.judgeTouched();
        // Only when nothing waits, so that a fan-out never delays anything.
        if (judged === 0 && (await this.#advanceFanOuts()) === 0) {
          await this.#sleep(this.#timing.assessIdleMs);
        }
      } catch (error) {
        this.#options.logger.error('Judging modules failed', {
          error: String(error),
        });
        this.#isWoken = signal.aborted;
        await this.#sleep(this.#timing.assessRetryMs);
      }
    }
  }

  /** Judges what is waiting, up to one batch; how many modules that were. */
  async judgeTouched(): Promise<number> {
    const { moduleStore, listStatuses, onChanged } = this.#options;
    const shards = [...this.#shards.keys()];
    const touched = shards.length
      ? await moduleStore.listTouched(BATCH, shards)
      : [];
    if (touched.length === 0) {
      return 0;
    }
    const statuses = await listStatuses();
    const changed: string[] = [];
    try {
      for (const module of touched) {
        changed.push(...(await this.#judgeInShard(module, statuses)));
      }
    } finally {
      // Also those before one whose states could not be kept.
      if (changed.length) {
        await onChanged(changed);
      }
    }
    return touched.length;
  }

  async #advanceFanOuts(): Promise<number> {
    return this.#shards.size
      ? this.#options.moduleStore.advanceFanOuts(FAN_OUT_CHUNK)
      : 0;
  }

  async #judgeInShard(
    touched: TouchedModule,
    statuses: SourceStatus[],
  ): Promise<string[]> {
    const shard = this.#shards.get(shardOf(touched.module));
    if (!shard) {
      // Given away meanwhile: who has it now finds it on the list.
      return [];
    }
    const judging = this.#judge(touched, statuses, shard.lease);
    this.#judging = judging.catch(() => undefined); // It is thrown below.
    try {
      return await judging;
    } catch (error) {
      if (error instanceof LeaseLostError) {
        this.#shards.delete(shardOf(touched.module));
        shard.lost.abort(error);
        return [];
      }
      throw error;
    }
  }

  async #judge(
    touched: TouchedModule,
    statuses: SourceStatus[],
    fence: Lease,
  ): Promise<string[]> {
    const { factReader, moduleStore, sources, assessors, objectives, logger } =
      this.#options;
    const entities = await moduleStore.entitiesOf(touched.module);
    if (entities.length === 0) {
      // Clusters run modules that the catalog does not have: nobody is judged by those.
      return moduleStore.saveStates([], touched, fence);
    }
    const facts = await factReader.factsOf(touched.module, entities);
    const now = new Date();
    const states: NewState[] = assessors.flatMap(assessor => {
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
    return moduleStore.saveStates(states, touched, fence);
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

async function untilAborted(signal: AbortSignal): Promise<void> {
  await new Promise<void>(resolve => {
    if (signal.aborted) {
      resolve();
    }
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
