import { toDurationMs } from '@orchestr8/backstage-plugin-o8-common';
import type { ModuleContext } from '../../emitters/types';
import { backupSchedule } from '../../rules/backupSchedule';
import { longestGapMinutes } from '../../rules/longestGapMinutes';
import { parseCron } from '../../rules/parseCron';
import type { Alert, RuleGroup } from './Alert';
import { databaseRules } from './databaseRules';
import { ageOf, series } from './promql';

/** What a backup may take, where no objective says otherwise. */
const SLACK_MINUTES = 60;

/**
 * Alerts about backups, from what Velero and CloudNativePG say themselves. They are in
 * namespaces of the platform: the Prometheus of the landing zone has to ask them.
 */
export function backupRules(context: ModuleContext): RuleGroup[] {
  const { metadata, spec } = context.spec;
  if (!spec.observability?.alerts) {
    return [];
  }
  return [
    {
      name: `${metadata.name}-backup`,
      alerts: [...veleroRules(context), ...databaseRules(context)],
    },
  ];
}

/** When the module was last backed up. Its Schedule is called like it. */
export function lastBackup(module: string): string {
  return series('velero_backup_last_successful_timestamp', {
    schedule: module,
  });
}

function veleroRules(context: ModuleContext): Alert[] {
  const { name } = context.spec.metadata;
  const age = oldestBackup(context);
  if (!age) {
    return [];
  }
  const { minutes, because } = age;
  const failures = ['failure', 'partial_failure'].map(
    outcome =>
      `increase(${series(`velero_backup_${outcome}_total`, {
        schedule: name,
      })}[1h])`,
  );
  const look = `What became of it? \`velero backup get --selector velero.io/schedule-name=${name}\``;
  return [
    {
      name: 'ModuleBackupOld',
      severity: 'critical',
      expr: `${ageOf(lastBackup(name))} > ${minutes * 60}`,
      for: '5m',
      summary: `The last backup of ${name} is {{ $value | humanizeDuration }} old`,
      description: `More would be lost than may be: ${because}.`,
      steps: [
        look,
        'Does Velero run, and can it write? `velero backup-location get` says so.',
      ],
    },
    {
      name: 'ModuleBackupFailed',
      severity: 'warning',
      expr: failures.map(each => `sum(${each}) > 0`).join(' or '),
      for: '0m',
      summary: `A backup of ${name} has failed, or is not complete`,
      description:
        'Older ones are still there; the next one is made at its time.',
      steps: [look, '`velero backup logs <backup>` says what it missed.'],
    },
    {
      name: 'ModuleBackupUnknown',
      severity: 'warning',
      expr: `absent(${lastBackup(name)})`,
      for: `${minutes}m`,
      summary: `Nothing says when ${name} was last backed up`,
      description:
        'Velero has never finished a backup of it, or Prometheus does not ask Velero. No other alert about its backups can fire.',
      steps: [look, 'Is Velero a target of Prometheus that is up?'],
    },
  ];
}

/** How old the last backup may be: as its objective says where Velero is judged by it. */
function oldestBackup({
  spec: { metadata, spec },
}: ModuleContext): { minutes: number; because: string } | undefined {
  const { schedule } = backupSchedule(metadata.name, spec.recovery);
  const cron = parseCron(schedule);
  if ('problem' in cron) {
    return undefined;
  }
  const { rpo } = spec.recovery;
  const { volumes = [] } = spec.workload;
  // Databases archive all the time, and git has the manifests.
  return rpo !== undefined && volumes.some(({ backup }) => backup)
    ? {
        minutes: Math.ceil(toDurationMs(rpo) / 60_000),
        because: `its RPO is ${rpo}`,
      }
    : {
        minutes: longestGapMinutes(cron) + SLACK_MINUTES,
        because: `it is backed up at \`${schedule}\` (UTC)`,
      };
}
