import type { Fault } from '@orchestr8/o8-fleet';
import { allOf, only, VICTIM, type FaultCase } from './FaultCase';
import { NOTICE, RECOVERY } from './scaledTiming';

const BACKUPS = { group: 'velero.io', plural: 'backups' };

/** A fault of the whole cluster, which everybody has to notice. */
export function createClusterFault(
  name: string,
  fault: Fault,
  overrides: Partial<FaultCase> = {},
): FaultCase {
  return {
    name,
    begin: world => world.fleet.control.setFault(VICTIM, fault),
    end: world => world.fleet.control.clearFault(VICTIM),
    unknown: allOf(VICTIM),
    doubtful: ['compliance', 'recovery'],
    noticeMs: NOTICE.byProbesMs,
    recoverMs: RECOVERY.byProbeMs,
    ...overrides,
  };
}

/** A fault of one kind, which concerns one source and no other. */
export function createKindFault(
  name: string,
  fault: Fault,
  overrides: Partial<FaultCase> = {},
): FaultCase {
  return createClusterFault(
    name,
    { ...fault, resource: BACKUPS },
    {
      begin: ({ fleet }) => {
        // What is open ends, so that all of it is read through the fault.
        fleet.control.setFault(VICTIM, { fault: 'down', resource: BACKUPS });
        fleet.control.setFault(VICTIM, { ...fault, resource: BACKUPS });
      },
      unknown: only(VICTIM, 'velero'),
      doubtful: ['recovery'],
      noticeMs: NOTICE.bySilenceMs,
      recoverMs: RECOVERY.byBackoffMs,
      ...overrides,
    },
  );
}
