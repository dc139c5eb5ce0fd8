import {
  createClusterFault,
  createKindFault,
  scaled,
  toTestTimeoutMs,
  useWorld,
  type FaultCase,
} from './__testUtils__';

const FAULTS: FaultCase[] = [
  createClusterFault('a cluster goes down', { fault: 'down' }),
  createClusterFault('a cluster hangs', { fault: 'hang' }),
  createClusterFault('a cluster is slow by 30 s', {
    fault: 'slow',
    delayMs: scaled(30_000),
  }),
  createClusterFault('every answer is garbage', { fault: 'garbage' }),
  createClusterFault('every answer is cut off', { fault: 'truncated' }),
  createClusterFault('every connection is reset in the middle', {
    fault: 'reset',
  }),
  createKindFault('one kind hangs', { fault: 'hang' }),
  createKindFault('one kind answers garbage', { fault: 'garbage' }),
  createKindFault('one kind is cut off', { fault: 'truncated' }),
  createKindFault('one kind is reset in the middle of a line', {
    fault: 'reset',
  }),
];

describe('connections', () => {
  const world = useWorld();

  it.each(FAULTS)(
    'survives that $name',
    async fault => {
      await expect(world.survive(fault)).resolves.toBeUndefined();
    },
    toTestTimeoutMs(FAULTS),
  );
});
