import {
  createKindFault,
  NOTHING,
  NOTICE,
  only,
  RECOVERY,
  TIMING,
  VICTIM,
  type FaultCase,
  type FaultWorld,
  toTestTimeoutMs,
  useWorld,
} from './__testUtils__';

const KIND = { group: 'velero.io', kind: 'Backup' };
const MANY = 10_000;
const BIG_BYTES = 2 * 1024 * 1024;

function backupsOf({ fleet }: FaultWorld) {
  const store = fleet.stores.get(VICTIM);
  if (!store) {
    throw new Error(`There is no cluster ${VICTIM}`);
  }
  const [first] = store.list(KIND);
  return { store, first };
}

/** Something happens that is unusual, and that nobody but the store may notice. */
function createOddity(
  name: string,
  oddity: Pick<FaultCase, 'begin' | 'end'> & Partial<FaultCase>,
): FaultCase {
  return {
    name,
    unknown: NOTHING,
    noticeMs: NOTICE.atOnceMs,
    recoverMs: RECOVERY.byProbeMs,
    ...oddity,
  };
}

function putBackup(world: FaultWorld, name: string, more: object = {}): void {
  const { store, first } = backupsOf(world);
  store.put({
    ...first,
    ...more,
    metadata: { ...first.metadata, name, uid: `${name}-uid` },
  });
}

function deleteBackup(world: FaultWorld, name: string): void {
  const { store, first } = backupsOf(world);
  store.delete(KIND, first.metadata.namespace, name);
}

/** Names and values that somebody may have chosen to see what happens. */
const HOSTILE: [string, object][] = [
  ['__proto__', {}],
  ['constructor', { status: { phase: '__proto__' } }],
  ["robert'); DROP TABLE facts;--", {}],
  ['../../etc/passwd', {}],
  ['%00%2e%2e', { status: { phase: 'a\u0000b' } }],
  ['x'.repeat(253), { status: { phase: 'y'.repeat(100_000) } }],
  ['\u202eegassem', { status: { phase: '<script>alert(1)</script>' } }],
  ['no-spec', { spec: null, status: null }],
];

const FAULTS: FaultCase[] = [
  createKindFault(
    'a watch stalls without a word',
    { fault: 'stall' },
    { noticeMs: NOTICE.byStallMs, recoverMs: RECOVERY.byStallMs },
  ),
  createKindFault(
    'every event comes twice, and out of order',
    { fault: 'repeat' },
    { unknown: NOTHING, doubtful: [] },
  ),
  createOddity('an object has 2 MiB', {
    begin: world => putBackup(world, 'big', { junk: 'x'.repeat(BIG_BYTES) }),
    end: world => deleteBackup(world, 'big'),
  }),
  createOddity('10,000 objects are deleted at once', {
    begin: async world => {
      for (let index = 0; index < MANY; index++) {
        putBackup(world, `many-${index}`);
        if (index % 500 === 499) {
          await new Promise(resolve => setImmediate(resolve));
        }
      }
      await world.becomeWell();
    },
    end: world => {
      for (let index = 0; index < MANY; index++) {
        deleteBackup(world, `many-${index}`);
      }
    },
    // So much to write takes longer than it is believed, at a tenth of the time.
    mayWaver: only(VICTIM, 'velero'),
    recoverMs: 20_000,
    holdMs: TIMING.probeIntervalMs,
  }),
  createOddity('names and values are hostile', {
    begin: world =>
      HOSTILE.forEach(([name, more]) => putBackup(world, name, more)),
    end: world => HOSTILE.forEach(([name]) => deleteBackup(world, name)),
  }),
  createKindFault(
    'every continue token expires in the middle of a list',
    { fault: 'expireContinue' },
    {
      begin: async world => {
        for (let index = 0; index < 1_200; index++) {
          putBackup(world, `page-${index}`);
        }
        await world.becomeWell();
        const { control } = world.fleet;
        const resource = { group: 'velero.io', plural: 'backups' };
        control.setFault(VICTIM, { fault: 'down', resource });
        // What nobody has watched is forgotten, so that all has to be listed.
        putBackup(world, 'page-more');
        control.compact(VICTIM);
        control.setFault(VICTIM, { fault: 'expireContinue', resource });
      },
      end: world => {
        world.fleet.control.clearFault(VICTIM);
        deleteBackup(world, 'page-more');
        for (let index = 0; index < 1_200; index++) {
          deleteBackup(world, `page-${index}`);
        }
      },
      unknown: only(VICTIM, 'velero'),
      recoverMs: RECOVERY.byBackoffMs + 5_000,
    },
  ),
];

describe('watches', () => {
  const world = useWorld();

  it.each(FAULTS)(
    'survives that $name',
    async fault => {
      await expect(world.survive(fault)).resolves.toBeUndefined();
    },
    toTestTimeoutMs(FAULTS),
  );
});
