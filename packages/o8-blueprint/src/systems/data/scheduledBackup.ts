import { backupSchedule } from '../../rules/backupSchedule';
import { parseCron } from '../../rules/parseCron';
import type { Manifest } from '../../types';
import { BARMAN } from './names';

/** Base backups of a cluster, from which the log is replayed. */
export function toScheduledBackup({
  metadata,
  cluster,
  schedule,
}: {
  metadata: Manifest['metadata'];
  cluster: string;
  /** Of six fields. */
  schedule: string;
}): Manifest {
  return {
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'ScheduledBackup',
    metadata,
    spec: {
      schedule,
      // Until there is a first one, nothing can be restored.
      immediate: true,
      backupOwnerReference: 'self',
      cluster: { name: cluster },
      method: 'plugin',
      pluginConfiguration: { name: BARMAN },
    },
  };
}

/**
 * When base backups are made: six fields, seconds first. At most daily, however often
 * volumes are saved: between two of them the log has everything.
 */
export function baseBackupSchedule(name: string, schedule?: string): string {
  const cron = parseCron(schedule ?? '');
  const isRare = !('problem' in cron) && cron.runsPerDay === 1;
  const daily = backupSchedule(name, { tier: 'standard' }).schedule;
  return `0 ${isRare ? schedule : daily}`;
}
