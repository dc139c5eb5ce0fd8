import { toDurationMs } from '@orchestr8/backstage-plugin-o8-common';
import { claimName } from '../../emitters/module/volumes';
import { longestGapMinutes } from '../../rules/longestGapMinutes';
import { parseCron } from '../../rules/parseCron';
import {
  fails,
  inModule,
  inZone,
  ofKind,
  onEachCluster,
  satisfied,
  without,
  type Finding,
  type Forecaster,
} from '../findings';
import type { PlacementIndex, PlanIndex, PlannedObject } from '../indexPlan';
import { readField, readList, readRecord, readText } from '../readField';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Checks of backups. */
export const backup: Record<string, Forecaster> = {
  'BK-1': index =>
    onSchedule(index, schedules =>
      satisfied('A schedule backs its namespace up.', schedules),
    ),
  'BK-2': index =>
    ofVolumes(index) ??
    onSchedule(index, schedules => judgeAge(index, schedules)),
  'BK-3': index =>
    ofVolumes(index) ?? onEachCluster(index, at => judgeVolumes(index, at)),
  'BK-5': index => onSchedule(index, schedules => judgeTtl(index, schedules)),
  'BK-6': index =>
    ofVolumes(index) ??
    onSchedule(index, schedules =>
      schedules.some(
        ({ object }) =>
          readField(object, 'spec.template.snapshotMoveData') === true,
      )
        ? satisfied('Data of snapshots leaves the cluster.', schedules)
        : fails(
            'Snapshots stay where the volumes are, and are lost with them.',
            {
              objects: schedules,
              changes: inZone('spec.backup.moveData'),
            },
          ),
    ),
};

/** The answer where there is nothing that backups have to hold: objects come from git. */
function ofVolumes({ plan }: PlanIndex): Finding[] | undefined {
  const { chart, volumes = [] } = plan.spec.spec.workload;
  if (chart) {
    return [
      without(
        'at-runtime',
        `Which volumes the chart ${chart.name} has is seen when it runs.`,
      ),
    ];
  }
  return volumes.length === 0
    ? [
        without(
          'not-applicable',
          'It has no volumes; its objects come from git.',
        ),
      ]
    : undefined;
}

function onSchedule(
  index: PlanIndex,
  look: (schedules: PlannedObject[]) => Finding,
): Finding[] {
  return onEachCluster(index, at => {
    const schedules = ofKind(at.boundary, 'velero.io', 'Schedule').filter(
      schedule => isRead(index, schedule) && holds(schedule.object, index.name),
    );
    return schedules.length > 0
      ? look(schedules)
      : fails('No schedule backs its namespace up.');
  });
}

/** Velero reads Schedules in its own namespace only. */
function isRead({ plan }: PlanIndex, { object }: PlannedObject): boolean {
  return object.metadata.namespace === plan.zone.spec.backup.namespace;
}

const LIST_FILTERS = [
  'includedResources',
  'excludedResources',
  'orLabelSelectors',
  'includedNamespaceScopedResources',
  'excludedNamespaceScopedResources',
];

/** Whether a schedule runs, and holds all of a namespace. */
function holds(schedule: object, namespace: string): boolean {
  const template = readField(schedule, 'spec.template');
  const isFiltered =
    LIST_FILTERS.some(field => readList(template, field).length > 0) ||
    // A policy of resources may skip volumes.
    ['labelSelector', 'resourcePolicy'].some(
      field => readField(template, field) !== undefined,
    );
  return (
    readField(schedule, 'spec.paused') !== true &&
    readList(template, 'includedNamespaces').includes(namespace) &&
    !readList(template, 'excludedNamespaces').includes(namespace) &&
    !isFiltered &&
    findGapMs(schedule) !== undefined
  );
}

function findGapMs(schedule: object): number | undefined {
  const cron = parseCron(readText(schedule, 'spec.schedule') ?? '');
  return 'problem' in cron ? undefined : longestGapMinutes(cron) * MINUTE_MS;
}

/** The shortest of the gaps: whoever is backed up twice has the better of both. */
function shortestGapMs(schedules: PlannedObject[]): number {
  return Math.min(
    ...schedules.flatMap(({ object }) => findGapMs(object) ?? []),
  );
}

function judgeAge({ plan }: PlanIndex, schedules: PlannedObject[]): Finding {
  const { rpo } = plan.spec.spec.recovery;
  if (rpo === undefined) {
    return without(
      'not-checked',
      'It has no RPO to compare backups with.',
      inModule('spec.recovery.rpo'),
    );
  }
  return shortestGapMs(schedules) <= toDurationMs(rpo)
    ? satisfied(`Backups are no further apart than ${rpo}.`, schedules)
    : fails(`Backups are further apart than ${rpo}.`, {
        objects: schedules,
        changes: inModule('spec.recovery.schedule', 'spec.recovery.rpo'),
      });
}

/** Those of the spec, each with its claim: one without a claim holds nothing. */
function judgeVolumes(index: PlanIndex, at: PlacementIndex): Finding {
  const { plan, name } = index;
  const { volumes = [] } = plan.spec.spec.workload;
  const claims = ofKind(at.workload, '', 'PersistentVolumeClaim');
  const schedules = ofKind(at.boundary, 'velero.io', 'Schedule').filter(
    schedule =>
      isRead(index, schedule) &&
      holds(schedule.object, name) &&
      readField(schedule.object, 'spec.template.snapshotVolumes') !== false,
  );
  if (schedules.length === 0) {
    return fails('No schedule backs its volumes up.');
  }
  const saved = volumes.filter(each => each.backup);
  const found = saved.map(volume =>
    claims.find(
      ({ object }) =>
        object.metadata.name === claimName(name, volume.name) &&
        readRecord(object, 'metadata.labels')[
          'velero.io/exclude-from-backup'
        ] !== 'true',
    ),
  );
  const lost = saved.filter((_, position) => found[position] === undefined);
  if (lost.length > 0) {
    return fails(
      `Not in any backup: ${lost.map(each => each.name).join(', ')}.`,
      { objects: claims },
    );
  }
  const left = volumes.filter(each => !each.backup).map(each => each.name);
  return left.length > 0
    ? without(
        'needs-person',
        `A person attests that nothing in ${left.join(', ')} has to be kept.`,
        inModule('spec.workload.volumes[].backup'),
      )
    : satisfied('Each volume is in a backup.', [
        ...schedules,
        ...found.flatMap(claim => claim ?? []),
      ]);
}

function judgeTtl({ plan }: PlanIndex, schedules: PlannedObject[]): Finding {
  const { retentionDays = 0, rpo } = plan.spec.spec.recovery;
  const leastMs = Math.max(
    retentionDays * DAY_MS,
    2 * shortestGapMs(schedules),
    rpo === undefined ? 0 : 2 * toDurationMs(rpo),
  );
  const short = schedules.filter(
    ({ object }) => !(readTtlMs(object) >= leastMs),
  );
  return short.length > 0
    ? fails(
        `Backups end before ${Math.ceil(
          leastMs / DAY_MS,
        )} days: two intervals, twice the RPO and the retention are the least.`,
        { objects: short, changes: inModule('spec.recovery.retentionDays') },
      )
    : satisfied(
        `Backups are kept for ${Math.ceil(leastMs / DAY_MS)} days or more.`,
        schedules,
      );
}

function readTtlMs(schedule: object): number {
  const ttl = readText(schedule, 'spec.template.ttl') ?? '';
  const [, hours] = /^(\d+)h0m0s$/.exec(ttl) ?? [];
  return Number(hours) * 60 * MINUTE_MS;
}
