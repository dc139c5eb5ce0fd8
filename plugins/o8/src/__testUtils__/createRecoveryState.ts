import {
  worstVerdict,
  type ObjectRef,
  type Protection,
  type RecoveryState,
} from '@orchestr8/backstage-plugin-o8-common';
import { minutesAgo } from './times';

/** An object of Velero. */
export function createVeleroObject(
  cluster: string,
  kind: string,
  name: string,
): ObjectRef {
  const apiVersion = 'velero.io/v1';
  return { cluster, apiVersion, kind, namespace: 'velero', name };
}

/** A placement that is protected, or as given. */
export function createProtection(
  cluster: string,
  fields: Partial<Protection> = {},
): Protection {
  return {
    cluster,
    namespace: 'voicefuse',
    verdict: 'good',
    problems: [],
    newestGood: {
      backup: createVeleroObject(cluster, 'Backup', 'voicefuse-20261122'),
      startedAt: minutesAgo(14),
      completedAt: minutesAgo(12),
      expiresAt: null,
    },
    schedule: {
      object: createVeleroObject(cluster, 'Schedule', 'voicefuse'),
      cron: '*/30 * * * *',
      paused: false,
    },
    fresh: true,
    evidenceAt: minutesAgo(1),
    ...fields,
  };
}

/** A state of these placements with an objective of 1 h, or as given. */
export function createRecoveryState(
  protections: Protection[],
  fields: Partial<RecoveryState> = {},
): RecoveryState {
  const at = minutesAgo(14);
  return {
    verdict: worstVerdict(protections.map(({ verdict }) => verdict)),
    headline: { code: 'recovers', params: { at } },
    rpoMs: 60 * 60_000,
    rpoFrom: 'entity',
    recoversTo: at,
    protections,
    ...fields,
  };
}
