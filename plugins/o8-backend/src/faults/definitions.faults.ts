import {
  eventually,
  NOTHING,
  NOTICE,
  only,
  PATIENCE,
  RECOVERY,
  toTestTimeoutMs,
  useWorld,
  VICTIM,
  type FaultCase,
  type FaultWorld,
} from './__testUtils__';

const REPORTS = ['PolicyReport', 'ClusterPolicyReport'].map(kind => ({
  group: 'wgpolicyk8s.io',
  kind,
}));
const BACKUP = { group: 'velero.io', kind: 'Backup' };
const HOUR_MS = 3_600_000;

function storeOf({ fleet }: FaultWorld) {
  const store = fleet.stores.get(VICTIM);
  if (!store) {
    throw new Error(`There is no cluster ${VICTIM}`);
  }
  return store;
}

function definitionOf(world: FaultWorld, wanted: typeof BACKUP) {
  const found = storeOf(world)
    .definitions()
    .find(each => each.group === wanted.group && each.kind === wanted.kind);
  if (!found) {
    throw new Error(`There is no ${wanted.kind}`);
  }
  return found;
}

/** All kinds of a group are taken away with their objects, and installed again. */
function createDisappearance(): FaultCase {
  let restore = (_: FaultWorld) => {};
  return {
    name: 'the kinds of a source disappear, and appear again',
    begin: world => {
      const store = storeOf(world);
      const definitions = REPORTS.map(kind => definitionOf(world, kind));
      const objects = REPORTS.flatMap(kind => [...store.list(kind)]);
      restore = ({ fleet }) => {
        for (const definition of definitions) {
          fleet.control.setDefinition(VICTIM, definition);
        }
        objects.forEach(object => store.put(object));
      };
      for (const kind of REPORTS) {
        world.fleet.control.removeDefinition(VICTIM, kind);
      }
    },
    end: world => restore(world),
    unknown: NOTHING,
    mayWaver: only(VICTIM, 'policyReports'),
    doubtful: ['compliance'],
    noticeMs: NOTICE.byDiscoveryMs,
    recoverMs: RECOVERY.byDiscoveryMs,
  };
}

/** A kind is served in another version, and in the first one again. */
function createVersionChange(): FaultCase {
  const change = async (world: FaultWorld, version: string) => {
    const definition = definitionOf(world, BACKUP);
    world.fleet.control.setDefinition(VICTIM, { ...definition, version });
    await eventually(
      async () =>
        (
          await world.listKept(VICTIM, 'velero.io/Backup')
        ).filter(
          ({ apiVersion, isGone }) =>
            !isGone && apiVersion !== `velero.io/${version}`,
        ),
      { limitMs: RECOVERY.byDiscoveryMs * PATIENCE },
    );
  };
  return {
    name: 'a kind changes its version',
    begin: world => change(world, 'v2'),
    end: world => change(world, 'v1'),
    unknown: NOTHING,
    mayWaver: only(VICTIM, 'velero'),
    noticeMs: NOTICE.byDiscoveryMs,
    recoverMs: RECOVERY.byDiscoveryMs,
  };
}

/** The backup of an etcd is put back: old versions, other uids. */
function createRestore(): FaultCase {
  return {
    name: 'an etcd is put back from a backup',
    begin: async world => {
      const old = new Set(
        storeOf(world)
          .list(BACKUP)
          .map(({ metadata }) => metadata.uid),
      );
      world.fleet.control.restore(VICTIM);
      await eventually(
        async () =>
          (
            await world.listKept(VICTIM, 'velero.io/Backup')
          ).filter(({ uid, isGone }) => old.has(uid) && !isGone),
        { limitMs: RECOVERY.byProbeMs * PATIENCE },
      );
    },
    end: () => undefined,
    unknown: NOTHING,
    noticeMs: NOTICE.byProbesMs,
    recoverMs: RECOVERY.byProbeMs,
  };
}

function createSkew(name: string, offsetMs: number): FaultCase {
  return {
    name,
    begin: ({ fleet }) => fleet.control.setClock(VICTIM, { offsetMs }),
    end: ({ fleet }) => fleet.control.setClock(VICTIM, { offsetMs: 0 }),
    unknown: NOTHING,
    noticeMs: NOTICE.atOnceMs,
    recoverMs: RECOVERY.byProbeMs,
  };
}

const FAULTS: FaultCase[] = [
  createDisappearance(),
  createVersionChange(),
  createSkew('the clock of a cluster is an hour ahead', HOUR_MS),
  createSkew('the clock of a cluster is an hour late', -HOUR_MS),
  // Last: everything of the cluster is another object then.
  createRestore(),
];

describe('definitions and time', () => {
  const world = useWorld();

  it.each(FAULTS)(
    'survives that $name',
    async fault => {
      await expect(world.survive(fault)).resolves.toBeUndefined();
    },
    toTestTimeoutMs(FAULTS),
  );
});
