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
import { SECOND_MS } from '../content/time';
import type { KubeObject, ObjectStore } from '../types';
import type { Agenda } from './Agenda';
import { scopeAt } from './findPlaces';
import { groupKindOf, KINDS } from './kinds';
import { isExpired, withLastBackup, withPhase } from './transitions/backup';

/** One in so many scheduled backups of lively modules fails. */
const FAILURES = 40;

/** Velero on one cluster: runs what is due and deletes what is expired. */
export class BackupRuns {
  readonly #store: ObjectStore;
  readonly #cluster: ClusterProfile;
  readonly #seeded: Seeded;
  readonly #agenda: Agenda;
  readonly #now: () => Date;
  readonly #due = new Map<string, number>();

  constructor(options: {
    store: ObjectStore;
    cluster: ClusterProfile;
    seeded: Seeded;
    agenda: Agenda;
    now: () => Date;
  }) {
    this.#store = options.store;
    this.#cluster = options.cluster;
    this.#seeded = options.seeded;
    this.#agenda = options.agenda;
    this.#now = options.now;
  }

  /** Looks when each schedule runs next; what was missed meanwhile is not made up for. */
  plan(nowMs: number): void {
    this.#due.clear();
    const isServed = this.#store
      .definitions()
      .some(({ group, kind }) => group === 'velero.io' && kind === 'Schedule');
    if (!isServed) return;
    for (const schedule of this.#store.list(KINDS.schedule) as Schedule[]) {
      const { name } = schedule.metadata;
      this.#due.set(name, Cron.parse(schedule.spec.schedule).next(nowMs));
    }
  }

  advance(nowMs: number): void {
    for (const [name, dueMs] of this.#due) {
      if (dueMs > nowMs) continue;
      const schedule = this.#schedule(name);
      if (!schedule) {
        this.#due.delete(name);
        continue;
      }
      this.#due.set(name, Cron.parse(schedule.spec.schedule).next(nowMs));
      this.#deleteExpired(name, nowMs);
      if (!schedule.spec.paused) this.#begin(schedule, nowMs);
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
    const backup = createBackup(scope, schedule, run);
    this.#store.put(backup);
    const volume = createVolumeBackup(scope, backup);
    if (volume) this.#store.put(volume);
    this.#store.put(withLastBackup(schedule, run.runMs));
    return backup;
  }

  #begin(schedule: Schedule, nowMs: number): void {
    const { name } = schedule.metadata;
    const owner = `${this.#cluster.name}/backup/${name}`;
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
      const backup = withPhase(found as Backup, run, phase);
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
    const path = `${cluster}/outcome/${module}/${runMs}`;
    return this.#seeded.int(path, 1, FAILURES) === 1 ? 'Failed' : 'Completed';
  }

  #isReachable(schedule: Schedule): boolean {
    const { storageLocation } = schedule.spec.template;
    const location = this.#store.get(
      KINDS.storageLocation,
      VELERO_NAMESPACE,
      storageLocation,
    );
    const status = location?.status as { phase?: string } | undefined;
    return status?.phase === 'Available';
  }

  #deleteExpired(schedule: string, nowMs: number): void {
    const isOf = ({ metadata }: KubeObject) =>
      metadata.labels?.['velero.io/schedule-name'] === schedule;
    const expired = this.#store
      .list(KINDS.backup)
      .filter(backup => isOf(backup) && isExpired(backup as Backup, nowMs));
    if (expired.length === 0) return;
    const names = new Set(expired.map(({ metadata }) => metadata.name));
    const volumes = [KINDS.dataUpload, KINDS.podVolumeBackup]
      .flatMap(kind => this.#store.list(kind))
      .filter(({ metadata }) =>
        names.has(metadata.labels?.['velero.io/backup-name'] ?? ''),
      );
    for (const object of [...volumes, ...expired]) {
      const { namespace, name } = object.metadata;
      this.#store.delete(groupKindOf(object), namespace, name);
    }
  }
}
