import type { LoggerService } from '@backstage/backend-plugin-api';
import type { SourceStatus } from '@orchestr8/backstage-plugin-o8-common';
import type { Assessor, Source } from '@orchestr8/backstage-plugin-o8-node';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { LeaseLostError, type Lease } from '../leases';
import {
  shardOf,
  type FactReader,
  type Judgement,
  type ModuleStore,
  type TouchedModule,
} from '../store';
import { noTelemetry, type EngineTelemetry } from '../telemetry';
import { DEFAULT_TIMING, type AssessTiming } from '../timing';
import { HeldShards } from './HeldShards';
import { ModuleJudge } from './ModuleJudge';
import type { Rush } from './Rush';

/** So few that one that is touched by itself never waits long for many others. */
const BATCH = 20;
const FAN_OUT_CHUNK = 200;

/** What the judging of modules needs. */
export interface AssessLoopOptions {
  factReader: Pick<FactReader, 'factsOf'>;
  moduleStore: Pick<
    ModuleStore,
    | 'advanceFanOuts'
    | 'entitiesOf'
    | 'isFanningOut'
    | 'listTouched'
    | 'reportJudged'
    | 'saveAll'
  >;
  listStatuses: () => Promise<SourceStatus[]>;
  sources: Source[];
  assessors: Assessor[];
  objectives: Record<string, { rpoMs?: number }>;
  /** Told the refs of entities whose state is another one now. */
  onChanged: (entityRefs: string[]) => Promise<void>;
  /** While it is on, only what was touched by itself is judged. */
  rush?: Pick<Rush, 'isOn' | 'drained'>;
  logger: LoggerService;
  telemetry?: Pick<EngineTelemetry, 'judged' | 'span'>;
  timing?: Partial<AssessTiming>;
}

/** Judges touched modules, some at once, of those shards that it was given. */
export class AssessLoop {
  readonly #options: AssessLoopOptions;
  readonly #timing: AssessTiming;
  readonly #telemetry: Pick<EngineTelemetry, 'judged' | 'span'>;
  readonly #judge: ModuleJudge;
  readonly #shards = new HeldShards();
  #wake: (() => void) | undefined;
  #isWoken = false;
  /** What is under way with the leases of shards. */
  #working: Promise<unknown> = Promise.resolve();
  #reportedMs = -Infinity;

  constructor(options: AssessLoopOptions) {
    this.#options = options;
    this.#timing = { ...DEFAULT_TIMING, ...options.timing };
    this.#telemetry = options.telemetry ?? noTelemetry;
    this.#judge = new ModuleJudge(options);
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
    const onHeld = () => {
      // Nobody has said anything of it with this lease.
      this.#reportedMs = -Infinity;
      this.wake();
    };
    const lost = await this.#shards.hold(shard, lease, { signal, onHeld });
    await this.#working;
    if (lost) {
      throw lost;
    }
  }

  /** Judges until aborted. */
  async run(signal: AbortSignal): Promise<void> {
    signal.addEventListener('abort', () => this.wake());
    while (!signal.aborted) {
      try {
        this.#isWoken = false;
        const startedMs = performance.now();
        const judged = await this.judgeTouched();
        // Only when nothing waits, so that a fan-out never delays anything.
        if (judged === 0 && (await this.#advanceFanOuts()) === 0) {
          this.#options.rush?.drained();
          await this.#sleep(this.#timing.assessIdleMs);
        } else {
          await this.#pace(judged, performance.now() - startedMs);
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
    const { moduleStore, rush } = this.#options;
    const shards = this.#shards.numbers;
    if (shards.length === 0) {
      return 0;
    }
    const isUrgent = rush?.isOn() ?? false;
    const nothingSince = isUrgent ? undefined : await this.#beginReport();
    const options = { isUrgent };
    const touched = await moduleStore.listTouched(BATCH, shards, options);
    if (touched.length > 0) {
      await this.#judgeTogether(touched);
    }
    if (nothingSince && touched.length < BATCH) {
      await this.#reportJudged(shards, nothingSince);
    }
    return touched.length;
  }

  async #advanceFanOuts(): Promise<number> {
    const { moduleStore, rush } = this.#options;
    return this.#shards.numbers.length > 0 && !rush?.isOn()
      ? moduleStore.advanceFanOuts(FAN_OUT_CHUNK)
      : 0;
  }

  /**
   * When it is time to say that nothing waits, the moment of which it can be said: what
   * was touched before is on the list that is read next, and nothing is on its way there.
   */
  async #beginReport(): Promise<Date | undefined> {
    const pastMs = performance.now() - this.#reportedMs;
    if (pastMs < this.#timing.reportJudgedMs) {
      return undefined;
    }
    const at = new Date();
    return (await this.#options.moduleStore.isFanningOut()) ? undefined : at;
  }

  async #reportJudged(shards: number[], at: Date): Promise<void> {
    for (const shard of shards) {
      // One that was lost meanwhile was maybe not judged to the end.
      const lease = this.#shards.leaseOf(shard);
      if (lease) {
        await this.#write(() =>
          this.#options.moduleStore.reportJudged(shard, at, lease),
        );
      }
    }
    this.#reportedMs = performance.now();
  }

  async #judgeTogether(touched: TouchedModule[]): Promise<void> {
    const { listStatuses, onChanged } = this.#options;
    const startedMs = performance.now();
    const tell = (error?: unknown) =>
      touched.forEach(({ module }) =>
        this.#telemetry.judged({ module, startedMs, error }),
      );
    const changed: string[] = [];
    try {
      const attributes = { 'o8.modules': touched.length };
      await this.#telemetry.span('o8.judge', attributes, async () => {
        const modules = touched.map(({ module }) => module);
        const statuses = await listStatuses();
        const states = await this.#judge.judge(modules, statuses);
        const judgements = touched.flatMap(each => {
          const fence = this.#shards.leaseOf(shardOf(each.module));
          // Given away meanwhile: who has it now finds it on the list.
          return fence
            ? { touched: each, states: states.get(each.module) ?? [], fence }
            : [];
        });
        await this.#save(judgements, refs => changed.push(...refs));
      });
      tell();
    } catch (error) {
      tell(error);
      throw error;
    } finally {
      // Also those before one whose states could not be kept.
      if (changed.length) {
        await onChanged(changed);
      }
    }
  }

  async #save(
    judgements: (Judgement & { fence: Lease })[],
    onSaved: (changed: string[]) => void,
  ): Promise<void> {
    const held = judgements.filter(({ touched, fence }) =>
      this.#shards.isHeld(touched.module, fence),
    );
    if (held.length === 0) {
      return;
    }
    try {
      const saved = await this.#write(() =>
        this.#options.moduleStore.saveAll(held),
      );
      if (saved) {
        onSaved(saved);
      } else {
        // Nothing was kept because of the one shard that was lost.
        await this.#save(held, onSaved);
      }
    } catch (error) {
      if (held.length === 1) {
        throw error;
      }
      // One that cannot be kept must not stand before the others.
      const results = [];
      for (const judgement of held) {
        results.push(
          await this.#save([judgement], onSaved).catch(cause => ({ cause })),
        );
      }
      const failed = results.find(result => result !== undefined);
      if (failed) {
        throw failed.cause;
      }
    }
  }

  /** Writes with leases; nothing, if somebody else has one of them by now. */
  async #write<T>(work: () => Promise<T>): Promise<T | undefined> {
    const working = work();
    this.#working = working.catch(() => undefined); // It is thrown below.
    try {
      return await working;
    } catch (error) {
      if (error instanceof LeaseLostError) {
        this.#shards.lose(error);
        return undefined;
      }
      throw error;
    }
  }

  async #pace(judged: number, pastMs: number): Promise<void> {
    if (judged > 0 && judged < BATCH) {
      // Many that change one by one cost less if some are judged together.
      const restMs = Math.max(0, this.#timing.assessPaceMs - pastMs);
      await setTimeout(restMs, null, { ref: false });
    }
    // SQLite answers at once: without this nothing else would go on in the process, not
    // even the renewal of leases, until thousands of modules are judged.
    await setImmediate();
  }

  async #sleep(ms: number): Promise<void> {
    if (this.#isWoken) {
      return;
    }
    await new Promise<void>(resolve => {
      const timer = global.setTimeout(resolve, ms);
      timer.unref();
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = undefined;
  }
}
