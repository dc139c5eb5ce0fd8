import { VELERO_NAMESPACE, type Backup } from '../content/objects/Backup';
import { MINUTE_MS } from '../content/time';
import type { ObjectStore } from '../types';
import type { Guard } from './Guard';
import { groupKindOf, KINDS } from './kinds';
import { Rotation } from './Rotation';
import { isExpired } from './transitions/backup';

/** Well within the time between two backups of a schedule. */
const PERIOD_MS = 5 * MINUTE_MS;

/** Looks at each backup again and again, whosever it is, and deletes it when it is expired. */
export function createExpiry(options: {
  store: ObjectStore;
  guard: Guard;
  now: () => Date;
}): Rotation<string> {
  const { store, guard, now } = options;
  const isServed = store
    .definitions()
    .some(({ group, kind }) => group === 'velero.io' && kind === 'Backup');
  return new Rotation({
    periodMs: PERIOD_MS,
    collect: () =>
      isServed
        ? store
            .list(KINDS.backup)
            .filter(({ metadata }) => metadata.namespace === VELERO_NAMESPACE)
            .map(({ metadata }) => metadata.name)
        : [],
    visit: name => {
      const backup = store.get(KINDS.backup, VELERO_NAMESPACE, name);
      guard.run(`expiry of ${store.cluster}/Backup/${name}`, () => {
        if (backup && isExpired(backup as Backup, now().getTime())) {
          deleteBackup(store, backup as Backup);
        }
      });
    },
  });
}

function deleteBackup(store: ObjectStore, backup: Backup): void {
  const volumes = [KINDS.dataUpload, KINDS.podVolumeBackup]
    .flatMap(kind => store.list(kind))
    .filter(
      ({ metadata }) =>
        metadata.labels?.['velero.io/backup-name'] === backup.metadata.name,
    );
  for (const object of [...volumes, backup]) {
    const { namespace, name } = object.metadata;
    store.delete(groupKindOf(object), namespace, name);
  }
}
