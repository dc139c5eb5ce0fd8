import {
  moduleSpecSchema,
  type ModuleSpec,
  type Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import { z } from 'zod';
import { backupSchedule } from './backupSchedule';
import { mostBackupsKept } from './mostBackupsKept';
import { parseCron } from './parseCron';

type Spec = ModuleSpec['spec'];

/** More of them make every list of backups, and Velero itself, slow. */
const MAX_BACKUPS = 200;

const anySpecSchema = z.looseObject({
  spec: z.looseObject({
    placements: z.unknown().optional(),
    recovery: z.unknown().optional(),
  }),
});

/**
 * What the fields of a spec say together. Each part is judged where it is well by
 * itself, so that a problem elsewhere does not hide these.
 */
export function findSpecProblems(input: unknown): Problem[] {
  const parsed = anySpecSchema.safeParse(input);
  if (!parsed.success) {
    return [];
  }
  const { shape } = moduleSpecSchema.shape.spec;
  const { spec } = parsed.data;
  return [
    ...judge(shape.placements, spec.placements, findPlacementProblems),
    ...judge(shape.recovery, spec.recovery, findRecoveryProblems),
  ];
}

function judge<T>(
  schema: z.ZodType<T>,
  input: unknown,
  find: (part: T) => Problem[],
): Problem[] {
  const parsed = schema.safeParse(input);
  return parsed.success ? find(parsed.data) : [];
}

function findPlacementProblems(placements: Spec['placements']): Problem[] {
  return placements.flatMap(({ cluster }, index) => {
    const first = placements.findIndex(other => other.cluster === cluster);
    return first < index
      ? [
          invalid(
            `spec.placements[${index}].cluster`,
            `"${cluster}" is the cluster of placements[${first}] too: at most one placement per cluster`,
          ),
        ]
      : [];
  });
}

function findRecoveryProblems(recovery: Spec['recovery']): Problem[] {
  const { schedule, retentionDays } = backupSchedule('any', recovery);
  const cron = parseCron(schedule);
  if ('problem' in cron) {
    return [invalid('spec.recovery.schedule', cron.problem)];
  }
  if (cron.runsPerDay * retentionDays < MAX_BACKUPS) {
    return [];
  }
  const kept = mostBackupsKept(cron, retentionDays);
  const field = recovery.schedule === undefined ? 'retentionDays' : 'schedule';
  return kept < MAX_BACKUPS
    ? []
    : [
        invalid(
          `spec.recovery.${field}`,
          `keeps ${kept} backups at once with a retention of ${retentionDays} days; it must be fewer than ${MAX_BACKUPS}: back up less often or keep them shorter`,
        ),
      ];
}

function invalid(path: string, message: string): Problem {
  return { path, message, kind: 'invalid' };
}
