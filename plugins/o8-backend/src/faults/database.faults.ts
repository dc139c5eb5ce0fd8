import {
  NOTHING,
  NOTICE,
  RECOVERY,
  scaled,
  toTestTimeoutMs,
  useWorld,
  type FaultCase,
} from './__testUtils__';

const FAULTS: FaultCase[] = [
  {
    name: 'the database is away for 30 s',
    begin: ({ database }) => {
      database.isAway = true;
    },
    end: ({ database }) => {
      database.isAway = false;
    },
    unknown: NOTHING,
    isForAll: true,
    holdMs: scaled(30_000),
    noticeMs: NOTICE.atOnceMs,
    recoverMs: RECOVERY.byBackoffMs + RECOVERY.byProbeMs,
  },
];

describe('the database', () => {
  const world = useWorld();

  it.each(FAULTS)(
    'survives that $name',
    async fault => {
      await expect(world.survive(fault)).resolves.toBeUndefined();
    },
    toTestTimeoutMs(FAULTS),
  );
});
