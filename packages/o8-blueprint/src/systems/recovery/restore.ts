import type { ModuleContext } from '../../emitters/types';
import { databaseOf } from '../data/topology';
import {
  CONTEXTS,
  resume,
  startWorkload,
  stopWorkload,
  suspend,
} from './commands';
import { page, shell, steps } from './markdown';

/** How a module comes back from backups of Velero, with its own names. */
export function restoreRunbook(context: ModuleContext): string {
  const { spec, placements } = context;
  const clusters = placements.map(({ cluster }) => cluster.name);
  // Without volumes nothing was stopped.
  const hasStopped = (spec.spec.workload.volumes ?? []).length > 0;
  const start = hasStopped && startWorkload(context, clusters[0]);
  return page(
    '# Restore from a backup',
    `For when the namespace \`${spec.metadata.name}\`, something in it or what is in its volumes is lost. \`${spec.metadata.owner}\` decides, and says so to who is on duty.`,
    describeBackups(context),
    CONTEXTS,
    '## Steps',
    steps(
      ...listSteps(context, clusters[0]),
      `Let Argo CD go on: it brings back what git says, and removes nothing that was restored.\n${resume(
        context,
        clusters.slice(0, 1),
      )}${start ? `\n${shell(start)}` : ''}`,
      'Write down how long it took and what was missing: that is the evidence of a restore drill too.',
    ),
    clusters.length > 1
      ? `The steps name \`${clusters[0]}\`. It is the same on ${clusters
          .slice(1)
          .map(name => `\`${name}\``)
          .join(', ')}: each cluster has backups of its own.`
      : undefined,
  );
}

function describeBackups({ spec, zone }: ModuleContext): string {
  const { name } = spec.metadata;
  const { schedule, retentionDays, rpo, rto } = spec.spec.recovery;
  const { namespace, moveData } = zone.spec.backup;
  const { volumes = [], chart } = spec.spec.workload;
  const unsaved = volumes.filter(({ backup }) => !backup);
  const lines = [
    `- Velero backs the namespace up by the Schedule \`${namespace}/${name}\`: \`${schedule}\` (UTC), kept ${retentionDays} ${
      retentionDays === 1 ? 'day' : 'days'
    }.`,
    ...(rpo ? [`- At most ${rpo} of data may be lost.`] : []),
    ...(rto ? [`- It has to work again within ${rto}.`] : []),
    volumes.length > 0 || chart
      ? `- Data of volumes ${
          moveData ? 'is copied off the cluster' : 'stays in snapshots'
        }${
          unsaved.length > 0
            ? `, except for ${unsaved
                .map(volume => `\`${volume.name}\``)
                .join(', ')}`
            : ''
        }.`
      : '- It has no volumes: all of its objects come from git, and Argo CD alone brings them back.',
    ...(databaseOf({ spec })
      ? [
          '- Its database is in no backup of Velero: see [the other runbook](point-in-time-recovery.md).',
        ]
      : []),
  ];
  return `## What there is\n\n${lines.join('\n')}`;
}

function listSteps(context: ModuleContext, cluster: string): string[] {
  const { spec, zone } = context;
  const { name } = spec.metadata;
  const { volumes = [] } = spec.spec.workload;
  const velero = `velero --kubecontext ${cluster} -n ${zone.spec.backup.namespace}`;
  return [
    `Stop Argo CD first: it would undo the restore while it runs.\n${suspend(
      context,
      [cluster],
    )}`,
    `Choose a backup that is \`Completed\`, and older than the damage.\n${shell(
      `${velero} backup get --selector velero.io/schedule-name=${name}`,
      `${velero} backup describe <backup> --details`,
    )}`,
    ...(volumes.length > 0
      ? [
          `What exists is never overwritten. To bring back a volume, stop what writes and remove its claim; **what is in it now is lost**, so keep a copy.\n${shell(
            stopWorkload(context, cluster),
            ...volumes.map(
              volume =>
                `kubectl --context ${cluster} -n ${name} delete persistentvolumeclaim ${name}-${volume.name} # only if it is to be restored`,
            ),
          )}`,
        ]
      : []),
    `Restore. What is there already stays as it is.\n${shell(
      `${velero} restore create ${name}-<number> --from-backup <backup> --include-namespaces ${name}`,
      `${velero} restore describe ${name}-<number> --details`,
    )}`,
    `See that it works.\n${shell(
      `kubectl --context ${cluster} -n ${name} get pods,persistentvolumeclaims`,
    )}`,
  ];
}
