import type { RecoveryProblem } from '@orchestr8/backstage-plugin-o8-common';
import type { KnownFact } from '@orchestr8/backstage-plugin-o8-node';
import { readStorage } from '../../sources/velero';

/** So many looks may fall out before a location is not believed any more. */
const MISSED_LOOKS = 3;
/** Clocks differ, and a look takes its time. */
const GRACE_MS = 2 * 60_000;

/**
 * What is wrong with the place where the backups are. While Velero is down nobody looks
 * at it, and it stays "Available": so the time of the last look counts.
 */
export function findStorageProblem(
  storages: KnownFact[],
  name: string,
  now: Date,
): RecoveryProblem[] {
  const storage = storages.find(fact =>
    name ? fact.object.name === name : readStorage(fact).isDefault,
  );
  if (!storage) {
    const message = name
      ? `There is no storage location "${name}"`
      : 'There is no default storage location';
    return [{ code: 'storageUnavailable', message, object: null, since: null }];
  }
  const { phase, message } = readStorage(storage);
  const { object, evidenceAt, changedAt } = storage;
  if (phase !== 'Available') {
    // The time of the last look goes on, and would be another state with each look.
    const since = changedAt;
    return [{ code: 'storageUnavailable', message, object, since }];
  }
  return now.getTime() > lookedAtUntilMs(storage)
    ? [{ code: 'storageStale', message: null, object, since: evidenceAt }]
    : [];
}

/** Until when a location is believed to be as Velero found it. */
export function lookedAtUntilMs(storage: KnownFact): number {
  const { validationFrequencyMs } = readStorage(storage);
  if (validationFrequencyMs <= 0) {
    // Nobody is to look.
    return Infinity;
  }
  return storage.evidenceAt === null
    ? -Infinity
    : Date.parse(storage.evidenceAt) +
        MISSED_LOOKS * validationFrequencyMs +
        GRACE_MS;
}
