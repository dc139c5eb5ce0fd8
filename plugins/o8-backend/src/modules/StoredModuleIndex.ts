import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  ModuleDetail,
  SourceStatus,
} from '@orchestr8/backstage-plugin-o8-common';
import {
  isChanged,
  type ChangeReader,
  type FactReader,
  type ModuleChanges,
  type ModuleStore,
  type Revisions,
  type SourceRow,
  type SourceStore,
} from '../store';
import type { AnswerTelemetry } from '../telemetry';
import { DEFAULT_TIMING, type EngineTiming } from '../timing';
import { buildSnapshot, type BuiltSnapshot } from './buildSnapshot';
import { Shared, toJudgement, type Judgement } from './Judgement';
import { applyChanges, type KnownModules } from './KnownModules';
import { ModuleDetails } from './ModuleDetails';
import type { ModuleIndex, ModuleSnapshot } from './ModuleIndex';
import { StoreWatch } from './StoreWatch';
import { toStatuses, type Statuses } from './Statuses';

/** What the index needs. */
export interface StoredModuleIndexOptions {
  changes: ChangeReader;
  store: Pick<ModuleStore, 'listStates'>;
  facts: Pick<FactReader, 'objectsOf'>;
  sources: Pick<SourceStore, 'list'>;
  /** The kept sources as they are answered at a time. */
  toStatuses: (rows: SourceRow[], now: Date) => SourceStatus[];
  keyOf: (entityRef: string) => string;
  logger: Pick<LoggerService, 'warn' | 'info'>;
  telemetry?: Pick<AnswerTelemetry, 'indexLooked'>;
  timing?: Partial<Pick<EngineTiming, 'indexPromiseMs'>>;
}

/** All modules in memory, as the store has them. */
export class StoredModuleIndex implements ModuleIndex {
  readonly #options: StoredModuleIndexOptions;
  readonly #promiseMs: number;
  readonly #watch: StoreWatch;
  readonly #details: ModuleDetails;
  readonly #shared = new Shared();
  #known: KnownModules = new Map();
  #revisions: Revisions | undefined;
  #judgedAtMs: ReadonlyMap<number, number> = new Map();
  #statuses: Statuses | undefined;
  /** When the sources were read; the clock is the one of `performance`. */
  #statusesMs = -Infinity;
  #built: BuiltSnapshot | undefined;

  constructor(options: StoredModuleIndexOptions) {
    this.#options = options;
    const timing = { ...DEFAULT_TIMING, ...options.timing };
    this.#promiseMs = timing.indexPromiseMs;
    this.#details = new ModuleDetails(options);
    this.#watch = new StoreWatch({
      look: onAnswer => this.#look(onAnswer),
      promiseMs: this.#promiseMs,
      logger: options.logger,
    });
  }

  async current(): Promise<ModuleSnapshot> {
    return (await this.#current()).snapshot;
  }

  async detail(entityRef: string): Promise<ModuleDetail | undefined> {
    const built = await this.#current();
    return this.#details.get(entityRef, {
      built,
      revisions: this.#revisions!,
      judgedAtMs: this.#judgedAtMs,
      nowMs: Date.now(),
    });
  }

  refresh(): void {
    this.#watch.refresh();
  }

  async #current(): Promise<BuiltSnapshot> {
    await this.#watch.untilKnown();
    const nowMs = Date.now();
    if (nowMs >= this.#built!.nextTurnMs) {
      // Nobody wrote anything: what was well may be too old now.
      this.#built = buildSnapshot(this.#built, {
        known: this.#known,
        statuses: this.#statuses!,
        judgedAtMs: this.#judgedAtMs,
        nowMs,
        keyOf: this.#options.keyOf,
      });
    }
    return this.#built!;
  }

  /** Looks at the store, and takes over what changed there. */
  async #look(onAnswer: () => void): Promise<() => void> {
    const { changes, sources } = this.#options;
    const lookedMs = performance.now();
    const revisions = await changes.readRevisions();
    onAnswer();
    const since = this.#revisions;
    const isModuleChange = !since || isChanged(since, revisions);
    // That sources are still what they were moves no counter.
    const isSourceLook =
      since?.sources !== revisions.sources ||
      lookedMs - this.#statusesMs >= this.#promiseMs;
    const [changed, rows] = await Promise.all([
      isModuleChange ? this.#readChanges(since) : undefined,
      isSourceLook ? sources.list({ withKinds: false }) : undefined,
    ]);
    return () => this.#take({ revisions, changed, rows, lookedMs });
  }

  #readChanges(
    since: Revisions | undefined,
  ): Promise<ModuleChanges<Judgement>> {
    return this.#options.changes.readChanges({
      since,
      project: row => toJudgement(row, this.#shared),
    });
  }

  #take(look: {
    revisions: Revisions;
    changed?: ModuleChanges<Judgement>;
    rows?: SourceRow[];
    lookedMs: number;
  }): void {
    const { changed, rows, lookedMs } = look;
    const now = new Date();
    const before = this.#built;
    const statuses = rows
      ? toStatuses(this.#statuses, this.#options.toStatuses(rows, now))
      : this.#statuses!;
    const { known, affected } = changed
      ? applyChanges(this.#known, changed, now)
      : { known: this.#known, affected: new Set<string>() };
    // Of what was read after the counters, these say more.
    const revisions = changed ? changed.revisions : look.revisions;
    const judgedAtMs = toJudgedAt(revisions);
    const isAll =
      !before ||
      statuses !== this.#statuses ||
      (before.hasLapsed && isNews(this.#judgedAtMs, judgedAtMs));
    const isNew = isAll || affected.size > 0;
    const built = isNew
      ? buildSnapshot(before, {
          known,
          affected: isAll ? undefined : affected,
          statuses,
          judgedAtMs,
          nowMs: now.getTime(),
          keyOf: this.#options.keyOf,
        })
      : before;
    // Not before all of it went well: the next look has to find what this one did not
    // take over.
    this.#known = known;
    this.#statuses = statuses;
    this.#statusesMs = rows ? lookedMs : this.#statusesMs;
    this.#revisions = { ...revisions, sources: look.revisions.sources };
    this.#judgedAtMs = judgedAtMs;
    this.#built = built;
    this.#options.telemetry?.indexLooked({ changed: isNew });
  }
}

function toJudgedAt({ shards }: Revisions): Map<number, number> {
  return new Map(
    [...shards].flatMap(([shard, { judgedAt }]) =>
      judgedAt === null ? [] : [[shard, Date.parse(judgedAt)] as const],
    ),
  );
}

/** Whether there is another word of the judges. */
function isNews(
  before: ReadonlyMap<number, number>,
  judgedAtMs: ReadonlyMap<number, number>,
): boolean {
  return [...judgedAtMs].some(([shard, atMs]) => before.get(shard) !== atMs);
}
