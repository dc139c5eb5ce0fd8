/** Texts of whether a module can be brought back. */
export const recovery = {
  title: 'Recovery',
  headline: {
    recovers: 'Recovers to {{age}}',
    rpoBreached: 'RPO breached: recovers only to {{age}}',
    noGoodBackup: 'No good backup to recover from',
    noBackupYet: 'No backup since the Namespace was created',
    firstBackupRunning: 'The first backup is running',
    scheduleMissing: 'Nothing backs this module up',
    schedulePaused: 'Backups are paused',
    atRisk: '{{affected}} of {{total}} placements at risk',
    atRiskAt:
      '{{affected}} of {{total}} placements at risk; recovers to {{age}}',
    unknown: 'It is not known whether this module can be brought back',
    notPlaced: 'Not placed on any cluster',
    notConfirmed: 'Not confirmed whose it is',
    notRead: 'Not read yet',
  },
  objective: '(objective {{rpo}})',
  noObjective: '(no objective set)',
  word: {
    recovers: 'Recoverable',
    rpoBreached: 'RPO breached',
    noGoodBackup: 'No good backup',
    noBackupYet: 'No backup yet',
    firstBackupRunning: 'First backup running',
    scheduleMissing: 'No schedule',
    schedulePaused: 'Paused',
    atRisk: 'At risk',
    unknown: 'Unknown',
    notPlaced: 'Not placed',
    notConfirmed: 'Not confirmed',
    notRead: 'Not read',
  },
  protected: 'Protected',
  problem: {
    rpoBreached: 'RPO breached',
    noGoodBackup: 'No good backup',
    noBackupYet: 'No backup yet',
    firstBackupRunning: 'First backup running',
    scheduleMissing: 'No schedule',
    schedulePaused: 'Schedule paused',
    scheduleInvalid: 'Schedule invalid',
    lastBackupFailed: 'Last backup failed',
    storageUnavailable: 'Storage unavailable',
    storageStale: 'Storage not validated',
    originUnknown: 'Origin unknown',
    notRead: 'Not read',
    unsupported: 'Not checked',
  },
  newest: 'Newest good backup {{age}}',
  noNewest: 'No good backup',
  schedule: 'schedule {{cron}}',
  paused: 'schedule {{cron}}, paused',
  noSchedule: 'no schedule',
  withNamespace: '{{cluster}}, {{namespace}}',
  expectedRpo: 'A good backup that is at most {{rpo}} old',
  expectedBackup: 'A good backup',
  expectedSchedule: 'An active schedule',
  foundBackup: 'Started {{age}}',
  foundSchedule: 'Runs at {{cron}}',
  foundPaused: 'Paused ({{cron}})',
  emptyTitle: 'No placement',
  emptyDescription:
    'How far back this module would fall would be here. It has no Namespace on any cluster that could be read. Label its Namespace "orchestr8.io/module: {{module}}".',
  remedy: {
    rpoBreached:
      'The newest good backup is older than the objective. Start a backup now, and see why the last ones are missing or failed.',
    noGoodBackup:
      'There is nothing to restore from. Start a backup now and look at its result before anything else is changed.',
    noBackupYet:
      'No backup has been taken since the Namespace was created; older ones hold nothing of it. Wait for the schedule, or start a backup now.',
    firstBackupRunning:
      'The first backup since the Namespace was created is running. Until it has ended there is nothing to restore from.',
    scheduleMissing:
      'No schedule covers this Namespace. Ask for one in the module\'s spec ("backup"); the platform side renders it.',
    schedulePaused:
      'Somebody paused the schedule. Find out why, and have the platform team set "paused: false" again.',
    scheduleInvalid:
      'Velero cannot read the schedule. Correct its cron expression in git.',
    lastBackupFailed:
      'Read the message and the log of the failed backup; mend its cause and start one now.',
    storageUnavailable:
      'Velero cannot reach the storage, so new backups fail and old ones cannot be restored. The platform team checks address and credentials.',
    storageStale:
      'Velero has not validated the storage for a while. The platform team checks that Velero runs.',
    originUnknown:
      'Only copies were found that this Velero did not make itself. The platform team checks which cluster they are from, and starts a backup here.',
    notRead:
      'The source is not readable. Open the line about the clusters below for the reason.',
    unsupported:
      'No backup system that can be read is installed on this cluster. The platform team installs Velero, or takes the module away from there.',
  },
} as const;
