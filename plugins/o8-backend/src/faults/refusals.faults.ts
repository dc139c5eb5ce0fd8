import {
  createClusterFault,
  createKindFault,
  NOTHING,
  NOTICE,
  RECOVERY,
  VICTIM,
  only,
  toTestTimeoutMs,
  useWorld,
  type FaultCase,
} from './__testUtils__';

const refusal = (status: 401 | 403 | 404 | 410 | 429 | 500) =>
  ({ fault: 'status', status } as const);

const FAULTS: FaultCase[] = [
  createClusterFault('a token is not accepted any more (401)', refusal(401)),
  createClusterFault('everything is forbidden (403)', refusal(403)),
  createClusterFault('everything fails (500)', refusal(500)),
  createClusterFault('a cluster asks to wait (429)', refusal(429), {
    // It says for how long, in seconds that nobody scales.
    recoverMs: RECOVERY.byProbeMs + 2_000,
  }),
  createKindFault('one kind is forbidden (403)', refusal(403)),
  createKindFault('one kind is not there (404)', refusal(404), {
    recoverMs: RECOVERY.byDiscoveryMs + RECOVERY.byBackoffMs,
  }),
  createKindFault('one kind asks to wait (429)', refusal(429)),
  createKindFault('one kind fails (500)', refusal(500)),
  createKindFault(
    'one kind is gone, however often it is listed (410)',
    refusal(410),
  ),
  createClusterFault(
    'all watches end with 410 at the same moment',
    { ...refusal(410), as: 'event' },
    {
      begin: ({ fleet }) => {
        fleet.control.setFault(VICTIM, { ...refusal(410), as: 'event' });
        fleet.control.compact(VICTIM);
        fleet.control.clearFault(VICTIM);
      },
      unknown: NOTHING,
      doubtful: [],
    },
  ),
  createClusterFault(
    'the discovery of one group fails',
    { fault: 'discovery', group: 'velero.io' },
    // What is being read goes on being read.
    { unknown: NOTHING, doubtful: [], noticeMs: NOTICE.atOnceMs },
  ),
  createKindFault(
    'a watch answers 200 with a Status object',
    { ...refusal(500), as: 'object' },
    { unknown: only(VICTIM, 'velero') },
  ),
];

describe('refusals', () => {
  const world = useWorld();

  it.each(FAULTS)(
    'survives that $name',
    async fault => {
      await expect(world.survive(fault)).resolves.toBeUndefined();
    },
    toTestTimeoutMs(FAULTS),
  );
});
