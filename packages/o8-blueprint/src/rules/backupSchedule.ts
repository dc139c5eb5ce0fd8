import { createHash } from 'node:crypto';
import type { ModuleSpec } from '@orchestr8/backstage-plugin-o8-common';

type Recovery = ModuleSpec['spec']['recovery'];

const DEFAULTS = {
  standard: { hour: '2', retentionDays: 30 },
  critical: { hour: '*', retentionDays: 8 },
} as const;

/**
 * When a module is backed up and how long backups are kept. Where the spec is silent
 * its tier decides, and a hash of the name the minute: not all begin at once.
 */
export function backupSchedule(
  name: string,
  recovery: Recovery,
): { schedule: string; retentionDays: number } {
  const { hour, retentionDays } = DEFAULTS[recovery.tier];
  return {
    schedule: recovery.schedule ?? `${minuteOf(name)} ${hour} * * *`,
    retentionDays: recovery.retentionDays ?? retentionDays,
  };
}

function minuteOf(name: string): number {
  return createHash('sha256').update(name).digest().readUInt32BE() % 60;
}
