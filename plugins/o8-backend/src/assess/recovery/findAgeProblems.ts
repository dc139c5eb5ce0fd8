import type { RecoveryProblem } from '@orchestr8/backstage-plugin-o8-common';
import type { KnownFact } from '@orchestr8/backstage-plugin-o8-node';
import { readNamespace } from '../../sources/namespaces';
import { readBackup } from '../../sources/velero';
import { createProblem } from './createProblem';
import { findScheduleProblems } from './findScheduleProblems';
import { isCopy, startOf } from './pickNewestGood';

/** What the age of what is backed up is judged by. */
export interface AgeOptions {
  newest: KnownFact | null;
  /** Those that began since the Namespace was made, good or not. */
  backups: KnownFact[];
  schedule: KnownFact | null;
  namespace: KnownFact | null;
  rpoMs: number | null;
  knownAt: Date;
}

/** Whether the newest good backup is too old, or why there is none. */
export function findAgeProblems(options: AgeOptions): RecoveryProblem[] {
  const { newest, rpoMs, knownAt } = options;
  if (!newest) {
    return findAbsence(options);
  }
  const dueAtMs = toDueMs(newest, rpoMs);
  if (knownAt.getTime() <= dueAtMs) {
    return [];
  }
  const since = new Date(dueAtMs).toISOString();
  return [createProblem('rpoBreached', { object: newest.object, since })];
}

function findAbsence(options: AgeOptions): RecoveryProblem[] {
  const { backups, schedule, namespace, rpoMs, knownAt } = options;
  if (backups.some(fact => isCopy(readBackup(fact)))) {
    // After Velero was installed anew its own backups come back as copies too.
    return [createProblem('originUnknown')];
  }
  if (!schedule) {
    // With nothing to back it up, that is the thing to say.
    return [];
  }
  const createdAt = namespace && readNamespace(namespace).createdAt;
  // Once one has come to an end, it and not the Namespace's youth is the reason.
  if (!namespace || !createdAt || backups.some(hasEnded)) {
    return [createProblem('noGoodBackup')];
  }
  const running = backups.find(fact => startOf(fact) !== '');
  // What is younger than the objective has nothing yet that may not be lost.
  const isInTime = knownAt.getTime() <= toFirstDueMs(createdAt, rpoMs);
  if (!isInTime || (!running && findScheduleProblems(schedule).length > 0)) {
    const message = running
      ? 'The first one since the Namespace was created is running'
      : 'None was taken since the Namespace was created';
    return [createProblem('noGoodBackup', { message })];
  }
  const { object } = running ?? namespace;
  return running
    ? [createProblem('firstBackupRunning', { object, since: startOf(running) })]
    : [createProblem('noBackupYet', { object, since: createdAt })];
}

/** When the next backup after this one has to begin. */
export function toDueMs(newest: KnownFact, rpoMs: number | null): number {
  return Date.parse(startOf(newest)) + (rpoMs ?? Infinity);
}

/** When the first backup of a Namespace has to begin. */
export function toFirstDueMs(createdAt: string, rpoMs: number | null): number {
  return Date.parse(createdAt) + (rpoMs ?? 0);
}

// As Velero names what is still to end; a phase that nobody knows is no such promise.
const OPEN = [
  '',
  'New',
  'Queued',
  'ReadyToStart',
  'InProgress',
  'WaitingForPluginOperations',
  'Finalizing',
];

function hasEnded(fact: KnownFact): boolean {
  const { phase, deleting } = readBackup(fact);
  return deleting || !OPEN.includes(phase);
}
