import {
  NOTICE,
  RECOVERY,
  VICTIM,
  allOf,
  toTestTimeoutMs,
  useWorld,
  type FaultCase,
} from './__testUtils__';

// The first word on a cluster that is away is that nothing is known of it.
const FAULTS: FaultCase[] = [
  {
    name: 'a cluster is down at the start',
    isThereFromTheStart: true,
    begin: () => undefined,
    end: ({ fleet }) => fleet.control.clearFault(VICTIM),
    unknown: allOf(VICTIM),
    noticeMs: NOTICE.byProbesMs,
    recoverMs: RECOVERY.byProbeMs,
  },
];

describe('the start', () => {
  const world = useWorld({
    prepare: fleet => fleet.control.setFault(VICTIM, { fault: 'down' }),
  });

  it.each(FAULTS)(
    'survives that $name',
    async fault => {
      await expect(world.survive(fault)).resolves.toBeUndefined();
    },
    toTestTimeoutMs(FAULTS),
  );
});
