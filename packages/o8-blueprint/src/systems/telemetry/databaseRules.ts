import type { ModuleContext } from '../../emitters/types';
import { longestGapMinutes } from '../../rules/longestGapMinutes';
import { parseCron } from '../../rules/parseCron';
import { clusterName } from '../data/names';
import { baseBackupSchedule } from '../data/scheduledBackup';
import type { Alert } from './Alert';
import { ageOf, series, type Matchers } from './promql';

/** What a base backup may take. */
const SLACK_HOURS = 3;

/**
 * Alerts about the backups of a database of its own. What CloudNativePG says of the
 * shared one concerns all of its modules: those alerts are the platform's.
 */
export function databaseRules({
  spec: { metadata, spec },
}: ModuleContext): Alert[] {
  const { name } = metadata;
  if (spec.data?.postgresql?.mode !== 'dedicated') {
    return [];
  }
  const pods = {
    namespace: name,
    pod: new RegExp(`${clusterName(name)}-[0-9]+`),
  };
  return [
    notArchived(name, pods),
    backupFailed(name, pods),
    ...backupOld(name, pods, spec.recovery.schedule),
  ];
}

function notArchived(name: string, pods: Matchers): Alert {
  const last = (outcome: string) =>
    `max(${series(`cnpg_pg_stat_archiver_last_${outcome}_time`, pods)})`;
  return {
    name: 'ModuleDatabaseNotArchived',
    severity: 'critical',
    expr: `${last('failed')} > ${last('archived')}`,
    for: '5m',
    summary: `What is written to the database of ${name} is not archived`,
    description:
      'Its write-ahead log does not get to the object storage: what was written since would be lost, and the volume fills up.',
    steps: [
      `What does the primary say? \`kubectl -n ${name} get clusters.postgresql.cnpg.io\``,
      'Can it reach the object storage, and may it write there?',
    ],
  };
}

function backupFailed(name: string, pods: Matchers): Alert {
  const at = (what: string) =>
    `max(${series(`barman_cloud_cloudnative_pg_io_last_${what}`, pods)})`;
  return {
    name: 'ModuleDatabaseBackupFailed',
    severity: 'warning',
    expr: `${at('failed_backup_timestamp')} > ${at(
      'available_backup_timestamp',
    )}`,
    for: '5m',
    summary: `The last backup of the database of ${name} has failed`,
    description:
      'Older ones are still there; to any point since then a restore takes longer.',
    steps: [
      `What became of it? \`kubectl -n ${name} get backups.postgresql.cnpg.io\``,
    ],
  };
}

function backupOld(name: string, pods: Matchers, schedule?: string): Alert[] {
  // Without the seconds, which only CloudNativePG has.
  const cron = parseCron(baseBackupSchedule(name, schedule).replace('0 ', ''));
  if ('problem' in cron) {
    return [];
  }
  const hours = Math.ceil(longestGapMinutes(cron) / 60) + SLACK_HOURS;
  const last = series(
    'barman_cloud_cloudnative_pg_io_last_available_backup_timestamp',
    pods,
  );
  return [
    {
      name: 'ModuleDatabaseBackupOld',
      severity: 'critical',
      // It is 0 until there is one.
      expr: `${ageOf(last)} > ${hours * 3_600}`,
      for: '1h',
      summary: `The database of ${name} was last backed up {{ $value | humanizeDuration }} ago`,
      description: `No base backup is newer than ${hours} hours, or there is none at all.`,
      steps: [
        `Is one under way, or suspended? \`kubectl -n ${name} get scheduledbackups.postgresql.cnpg.io,backups.postgresql.cnpg.io\``,
        'Can its pods reach the object storage, and may they write there?',
      ],
    },
  ];
}
