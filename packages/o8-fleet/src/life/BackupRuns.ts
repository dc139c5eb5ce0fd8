import type { ClusterProfile } from '../content/clusterProfiles';
import { Cron } from '../content/Cron';
import {
  VELERO_NAMESPACE,
  type Backup,
  type BackupPhase,
  type BackupRun,
  type Schedule,
} from '../content/objects/Backup';
import { createBackup } from '../content/objects/backupObjects';
import { createVolumeBackup } from '../content/objects/volumeBackup';
import { LABEL_MODULE } from '../content/Placement';
import { profiles, untouchedModules } from '../content/profiles';
import type { Seeded } from '../content/Seeded';
import { formatTime, parseGoDurationMs, SECOND_MS } from '../content/time';
import type { ObjectStore } from '../types';
import type { Agenda } from './Agenda';
import { createExpiry } from './createExpiry';
import { scopeAt } from './findPlaces';
import type { Guard } from './Guard';
import { KINDS } from './kinds';
import type { Rotation } from './Rotation';
import {
  withDefaults,
  withLastBackup,
  withPhase,
  withValidation,
} from './transitions/backup';

/** One in so many scheduled backups of lively modules fails. */
const FAILURES = 40;

/** How soon a new schedule runs for the first time. */
const FIRST_RUN_MS = 2 * SECOND_MS;

/** When a schedule runs. */
interface Plan {
  expression: string;
  /** Absent: the expression cannot be read. */
  cron?: Cron;
  dueMs: number;
}

/** Velero on one cluster: runs what is due and deletes what is expired. */
export class BackupRuns {
  readonly #store: ObjectStore;
  readonly #cluster: ClusterProfile;
  readonly #seeded: Seeded;
  readonly #agenda: Agenda;
  readonly #now: () => Date;
  readonly #guard: Guard;
  readonly #expiry: Rotation<string>;
  readonly #plans = new Map<string, Plan>();

  constructor(options: {
    store: ObjectStore;
    cluster: ClusterProfile;
    seeded: Seeded;
    agenda: Agenda;
    now: () => Date;
    guard: Guard;
  }) {
    this.#store = options.store;
    this.#cluster = options.cluster;
    this.#seeded = options.seeded;
    this.#agenda = options.agenda;
    this.#now = options.now;
    this.#guard = options.guard;
    this.#expiry = createExpiry(options);
  }

  /** Looks when each schedule runs next; what was missed meanwhile is not made up for. */
  plan(nowMs: number): void {
    this.#plans.clear();
    this.#reconcile(nowMs, { atStart: true });
  }

  advance(nowMs: number): void {
    this.#reconcile(nowMs);
    for (const [name, plan] of this.#plans) {
      if (!plan.cron || plan.dueMs > nowMs) continue;
      // First of all: a run that fails is not tried again at each tick.
      plan.dueMs = plan.cron.next(nowMs);
      const schedule = this.#schedule(name);
      if (!schedule || schedule.spec.paused) continue;
      this.#guard.run(this.#ownerOf(name), () => this.#begin(schedule, nowMs));
    }
    this.#expiry.advance(nowMs);
  }

  /** Schedules come, change and go like all objects. */
  #reconcile(nowMs: number, { atStart = false } = {}): void {
    if (!this.#isServed()) return;
    const names = new Set<string>();
    for (const object of this.#store.list(KINDS.schedule)) {
      const { name, namespace } = object.metadata;
      if (namespace !== VELERO_NAMESPACE) continue;
      names.add(name);
      const { spec, status } = object as Partial<Schedule>;
      const expression = `${spec?.schedule ?? ''}`;
      const known = this.#plans.get(name);
      const isKnown = known?.expression === expression;
      // Whoever replaces a Schedule takes its status away.
      if (isKnown && status?.phase !== undefined) continue;
      const plan = this.#validate(object as Schedule, nowMs);
      const isNew = !atStart && !known && !status?.lastBackup;
      const { skipImmediately } = { ...spec } as { skipImmediately?: boolean };
      if (isNew && plan.cron && skipImmediately !== true) {
        plan.dueMs = nowMs + FIRST_RUN_MS;
      }
      this.#plans.set(name, plan);
    }
    for (const name of this.#plans.keys()) {
      if (!names.has(name)) this.#plans.delete(name);
    }
  }

  /** As Velero: what cannot be read is said in the status, and does not run. */
  #validate(schedule: Schedule, nowMs: number): Plan {
    const { spec } = schedule as Partial<Schedule>;
    const expression = `${spec?.schedule ?? ''}`;
    try {
      const cron = Cron.parse(expression);
      this.#store.put(withValidation(schedule));
      return { expression, cron, dueMs: cron.next(nowMs) };
    } catch (error) {
      const reason = error instanceof TypeError ? error.message : `${error}`;
      const message = `invalid schedule: ${reason}`;
      this.#store.put(withValidation(schedule, message));
      return { expression, dueMs: Number.POSITIVE_INFINITY };
    }
  }

  /** A whole run at once, for those who cannot wait for the next. */
  runNow(name: string, wanted: 'Completed' | 'Failed'): void {
    const schedule = this.#schedule(name);
    if (!schedule) return;
    const durationMs = 12 * SECOND_MS;
    // It ends now, so it began a moment ago.
    const runMs = this.#now().getTime() - durationMs - 2 * SECOND_MS;
    const phase = this.#isReachable(schedule) ? wanted : 'FailedValidation';
    const run: BackupRun = { runMs, durationMs, items: 58, phase };
    this.#put(schedule, run);
  }

  #schedule(name: string): Schedule | undefined {
    const found = this.#store.get(KINDS.schedule, VELERO_NAMESPACE, name);
    return found as Schedule | undefined;
  }

  #scope() {
    return scopeAt(this.#cluster, this.#seeded, this.#now());
  }

  #put(schedule: Schedule, run: BackupRun): Backup {
    const scope = this.#scope();
    const created = createBackup(scope, withDefaults(schedule), run);
    const backup = withTtl(created, run);
    this.#store.put(backup);
    const volume = createVolumeBackup(scope, backup);
    if (volume) this.#store.put(volume);
    this.#store.put(withLastBackup(schedule, run.runMs));
    return backup;
  }

  #begin(schedule: Schedule, nowMs: number): void {
    const { name } = schedule.metadata;
    const owner = this.#ownerOf(name);
    // As Velero: none is submitted while one of the schedule still runs.
    if (this.#agenda.has(owner)) return;
    const runMs = Math.floor(nowMs / SECOND_MS) * SECOND_MS;
    const outcome = this.#outcomeOf(schedule, runMs);
    const path = `${owner}/${runMs}`;
    const run: BackupRun = {
      runMs,
      phase: outcome === 'FailedValidation' ? outcome : 'New',
      durationMs: this.#seeded.int(path, 12, 45) * SECOND_MS,
      items: this.#seeded.int(`${path}/items`, 42, 90),
    };
    const { metadata } = this.#put(schedule, run);
    if (outcome === 'FailedValidation') return;
    const step = (phase: BackupPhase) => () => {
      const found = this.#store.get(
        KINDS.backup,
        VELERO_NAMESPACE,
        metadata.name,
      );
      if (!found) return;
      const backup = withTtl(withPhase(found as Backup, run, phase), run);
      this.#store.put(backup);
      const volume = createVolumeBackup(this.#scope(), backup);
      if (volume) this.#store.put(volume);
    };
    this.#agenda.at(runMs + SECOND_MS, owner, step('InProgress'));
    const endMs = runMs + SECOND_MS + run.durationMs;
    this.#agenda.at(endMs, owner, step(outcome));
  }

  #outcomeOf(schedule: Schedule, runMs: number): BackupPhase {
    if (!this.#isReachable(schedule)) return 'FailedValidation';
    const module = schedule.metadata.labels?.[LABEL_MODULE];
    if (!module) return 'Completed';
    const cluster = this.#cluster.name;
    const isFailing = profiles.some(
      ({ name, troubles }) =>
        name === module &&
        troubles.some(at => at.trouble === 'pastRpo' && at.cluster === cluster),
    );
    if (isFailing) return 'PartiallyFailed';
    if (untouchedModules.has(module)) return 'Completed';
    // What users make themselves is not theirs to explain.
    if (!profiles.some(({ name }) => name === module)) return 'Completed';
    const path = `${cluster}/outcome/${module}/${runMs}`;
    return this.#seeded.int(path, 1, FAILURES) === 1 ? 'Failed' : 'Completed';
  }

  #isReachable(schedule: Schedule): boolean {
    const { storageLocation } = withDefaults(schedule).spec.template;
    const location = this.#store.get(
      KINDS.storageLocation,
      VELERO_NAMESPACE,
      storageLocation,
    );
    const status = location?.status as { phase?: string } | undefined;
    return status?.phase === 'Available';
  }

  #isServed(): boolean {
    return this.#store
      .definitions()
      .some(({ group, kind }) => group === 'velero.io' && kind === 'Schedule');
  }

  #ownerOf(schedule: string): string {
    return `${this.#cluster.name}/backup/${schedule}`;
  }
}

/** A backup is kept as long as it says itself; the demo's own say what is assumed. */
function withTtl(backup: Backup, { runMs }: BackupRun): Backup {
  const { ttl } = backup.spec;
  const { expiration } = backup.status;
  if (typeof ttl !== 'string' || !expiration) return backup;
  try {
    const endMs = runMs + SECOND_MS + parseGoDurationMs(ttl);
    const status = { ...backup.status, expiration: formatTime(endMs) };
    return { ...backup, status };
  } catch {
    // What is no duration is what is assumed, as a server would not take it.
    return backup;
  }
}
