import { ClusterError } from '../clusters';
import { builtInSources } from '../sources';
import {
  CLUSTERS,
  codesOf,
  connect,
  NOTHING_KNOWN,
  useDemoFleet,
} from './__testUtils__/useDemoFleet';
import { clusterDiagnosisSchema } from './ClusterDiagnosis';
import { diagnoseClusters } from './diagnoseClusters';

const { fleet, createCluster, diagnose, diagnoseAll, diagnoseOne } =
  useDemoFleet();

describe('diagnoseClusters', () => {
  it('finds what is wrong with the demo fleet, and nothing else', async () => {
    const all = await diagnoseAll();
    expect(
      all.map(({ cluster, title, type, ok, connection, signIn }) => ({
        ...{ cluster, title, type, ok, signIn: signIn.state },
        state: connection.state,
      })),
    ).toEqual(
      CLUSTERS.map(cluster => ({
        cluster,
        title: `Title of ${cluster}`,
        type: 'kubernetes',
        // The archive of backups there is one of the troubles of the demo.
        ok: cluster !== 'us-1',
        state: 'ok',
        signIn: 'ok',
      })),
    );
    all.forEach(({ connection }) =>
      expect(connection.latencyMs).toBeLessThan(30_000),
    );
    const problems = all.flatMap(({ findings }) =>
      findings.filter(({ level }) => level === 'problem'),
    );
    expect(problems).toEqual([
      {
        level: 'problem',
        code: 'backupStorage',
        message: expect.stringMatching(
          /^BackupStorageLocation velero\/us-archive is Unavailable: /,
        ),
      },
    ]);
  });

  it('has each kind of each source, in the version in which it is read', async () => {
    const [hub, eu] = await diagnoseAll();
    const keys = builtInSources.flatMap(({ kinds }) =>
      kinds.map(({ group, plural }) => `${plural}.${group}`),
    );
    for (const { kinds } of [hub, eu]) {
      const found = kinds.map(({ group, plural }) => `${plural}.${group}`);
      expect(new Set(found)).toEqual(new Set(keys));
      expect(found).toHaveLength(new Set(keys).size);
    }
    const kindOf = ({ kinds }: typeof hub, plural: string) =>
      kinds.find(each => each.plural === plural);
    const absent = { state: 'notInstalled', version: null, message: null };
    const read = { state: 'ok', message: null };
    const wanted = { ...read, version: 'v1alpha1' };
    expect(kindOf(hub, 'applications')).toMatchObject(wanted);
    expect(kindOf(eu, 'applications')).toMatchObject(absent);
    expect(kindOf(hub, 'schedules')).toMatchObject(absent);
    expect(kindOf(eu, 'schedules')).toMatchObject({ ...read, version: 'v1' });
  });

  it('notes what a cluster has none of, without calling it wrong', async () => {
    const [hub, eu] = await diagnoseAll();
    expect(codesOf(hub.findings)).toEqual([
      'noModules',
      'noVelero',
      'noPolicyReports',
    ]);
    expect(eu.findings).toEqual([]);
    // Alone, nobody is known who deploys there.
    const [alone] = await diagnose(
      CLUSTERS.map(name => createCluster(name)),
      {
        only: ['eu-1'],
      },
    );
    expect(alone).toMatchObject({ cluster: 'eu-1', ok: true });
    expect(codesOf(alone.findings)).toEqual(['noArgoCd']);
  });

  it('names the destinations that are no configured cluster', async () => {
    const [hub] = await diagnose([createCluster('hub'), createCluster('eu-1')]);
    expect(hub.ok).toBe(false);
    expect(hub.findings).toContainEqual({
      level: 'problem',
      code: 'unknownDestination',
      message: expect.stringMatching(
        /^\d+ Applications deploy to "us-1", which is no configured cluster: /,
      ),
    });
    expect(JSON.stringify(hub.findings)).not.toContain('api.eu-1');
  });

  it('does not ask what cannot be asked', async () => {
    const cluster = {
      ...createCluster('gke'),
      type: 'unsupported' as const,
      reason: 'its clusters are found in a cloud account',
    };
    const [found] = await diagnoseClusters({
      clusters: [cluster],
      sources: builtInSources,
      timeoutMs: 1_000,
      connect: () => {
        throw new Error('it was connected');
      },
    });
    expect(clusterDiagnosisSchema.parse(found)).toMatchObject({
      ...NOTHING_KNOWN,
      connection: { state: 'skipped', message: cluster.reason },
    });
  });
});

describe('a kind', () => {
  const schedules = { group: 'velero.io', plural: 'schedules' };

  it('that is refused comes with the rule that is missing', async () => {
    fleet().control.setFault('eu-1', {
      fault: 'status',
      status: 403,
      resource: schedules,
    });
    const { ok, wrong, signIn } = await diagnoseOne({});
    expect({ ok, signIn: signIn.state }).toEqual({ ok: false, signIn: 'ok' });
    expect(wrong).toEqual([
      {
        group: 'velero.io',
        kind: 'Schedule',
        plural: 'schedules',
        version: 'v1',
        state: 'refused',
        message:
          'it lacks list and watch on schedules.velero.io; "o8 rbac" prints the whole role',
      },
    ]);
  });

  it('that may be listed and not watched is refused too', async () => {
    const connection = connect(createCluster('eu-1'));
    const watch = connection.watch.bind(connection);
    connection.watch = async (kind, options) => {
      if (kind.kind === 'Schedule') {
        throw new ClusterError('forbidden', 'You may not watch');
      }
      return watch(kind, options);
    };
    const [{ kinds }] = await diagnose([createCluster('eu-1')], {
      connect: () => connection,
    });
    const refused = kinds.filter(({ state }) => state === 'refused');
    expect(refused.map(({ kind }) => kind)).toEqual(['Schedule']);
  });

  it.each<[string, object, string]>([
    ['hangs', { fault: 'hang' }, 'The cluster does not answer'],
    ['fails', { fault: 'status', status: 500 }, 'The cluster failed'],
  ])('that %s is no trouble for the others', async (_, fault, message) => {
    fleet().control.setFault('eu-1', {
      ...fault,
      resource: schedules,
    } as never);
    const { wrong, kinds } = await diagnoseOne({});
    expect(wrong).toEqual([
      expect.objectContaining({
        kind: 'Schedule',
        state: 'failed',
        message: expect.stringContaining(message),
      }),
    ]);
    expect(kinds.filter(({ state }) => state === 'ok').length).toBeGreaterThan(
      3,
    );
  });

  it('that takes too long has no answer, and the others have', async () => {
    fleet().control.setFault('eu-1', {
      fault: 'slow',
      delayMs: 60_000,
      resource: schedules,
    });
    const { wrong } = await diagnoseOne({}, 800);
    expect(wrong.map(({ kind }) => kind)).toContain('Schedule');
    expect(wrong[0]).toMatchObject({
      state: 'failed',
      message: expect.stringMatching(/not answer/),
    });
  });
});

describe('storage locations', () => {
  it('that are not available are a problem', async () => {
    const store = fleet().stores.get('eu-1')!;
    const [object] = store.list({
      group: 'velero.io',
      kind: 'BackupStorageLocation',
    });
    const broken = {
      ...object,
      status: { phase: 'Unavailable', message: 'the bucket is gone' },
    };
    store.put(broken);
    try {
      expect((await diagnoseOne({})).findings).toContainEqual({
        level: 'problem',
        code: 'backupStorage',
        message:
          'BackupStorageLocation velero/default is Unavailable: no backup can be made there: the bucket is gone',
      });
    } finally {
      store.put(object);
    }
  });
});
