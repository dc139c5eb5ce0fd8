import { startFleet, type Fleet } from '@orchestr8/o8-fleet';
import { createServer } from 'node:https';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import {
  ClusterError,
  createConnection,
  type ClusterConnection,
} from '../clusters';
import type { ClusterConfig } from '../config';
import { builtInSources } from '../sources';
import { DEFAULT_TIMING } from '../timing';
import { clusterDiagnosisSchema } from './ClusterDiagnosis';
import {
  diagnoseClusters,
  type DiagnoseClustersOptions,
} from './diagnoseClusters';

const CLUSTERS = ['hub', 'eu-1', 'us-1', 'stage-1'];

let fleet: Fleet;
let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'o8-doctor-'));
  fleet = await startFleet({ seed: 5, dataDir, modules: 3, life: false });
});
afterEach(() => CLUSTERS.forEach(name => fleet.control.clearFault(name)));
afterAll(async () => {
  await fleet.close();
  await rm(dataDir, { recursive: true });
});

function createCluster(name: string, overrides: object = {}) {
  return {
    name,
    title: `Title of ${name}`,
    type: 'kubernetes' as const,
    url: `${fleet.url}/clusters/${name}`,
    aliases: [`https://api.${name}.o8.example:6443`],
    caFile: fleet.caFile,
    auth: { token: fleet.tokens.reader },
    ...overrides,
  };
}

function connect(cluster: ClusterConfig): ClusterConnection {
  return createConnection(cluster, {
    timing: { ...DEFAULT_TIMING, answerTimeoutMs: 1_000 },
    allowedExecCommands: [],
  });
}

async function diagnose(
  clusters: ReturnType<typeof createCluster>[],
  options: Partial<DiagnoseClustersOptions> = {},
) {
  const found = await diagnoseClusters({
    clusters,
    sources: builtInSources,
    timeoutMs: 30_000,
    connect,
    ...options,
  });
  found.forEach(each => clusterDiagnosisSchema.parse(each));
  return found;
}

function diagnoseAll() {
  return diagnose(CLUSTERS.map(name => createCluster(name)));
}

/** The only diagnosis of a cluster, with what is wrong with its kinds. */
async function diagnoseOne(overrides: object, timeoutMs: number = 30_000) {
  const [diagnosis] = await diagnose([createCluster('eu-1', overrides)], {
    timeoutMs,
  });
  const wrong = diagnosis.kinds.filter(
    ({ state }) => state !== 'ok' && state !== 'notInstalled',
  );
  return { ...diagnosis, wrong };
}

const codesOf = (findings: { code: string }[]) =>
  findings.map(({ code }) => code);

const NOTHING_KNOWN = {
  ok: false,
  signIn: { state: 'unknown', message: null },
  kinds: [],
  findings: [],
};

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

describe('a cluster that does not answer', () => {
  it.each<[string, object, string, string]>([
    [
      'is down',
      { fault: 'down' },
      'unreachable',
      'The cluster cannot be reached: connection ',
    ],
    [
      'hangs',
      { fault: 'hang' },
      'timeout',
      'The cluster does not answer (is it running, and does a firewall',
    ],
  ])('%s', async (_, fault, code, message) => {
    fleet.control.setFault('eu-1', fault as never);
    const found = await diagnoseOne({});
    expect(found).toMatchObject({
      ...NOTHING_KNOWN,
      connection: { state: 'failed', code, latencyMs: null },
    });
    expect(found.connection.message).toContain(message);
  });

  it('is not trusted', async () => {
    const found = await diagnoseOne({ caFile: undefined });
    expect(found).toMatchObject({
      ...NOTHING_KNOWN,
      connection: { state: 'failed', code: 'untrusted' },
    });
    expect(found.connection.message).toMatch(
      /^The certificate of the cluster is not trusted: \w+ \(look at "caFile"\)$/,
    );
  });

  it('has a file of certificates that is not there', async () => {
    const found = await diagnoseOne({ caFile: path.join(dataDir, 'no.crt') });
    expect(found.connection).toMatchObject({ code: 'untrusted' });
    expect(found.connection.message).toContain('cannot be read');
  });

  it('has a port where nobody listens', async () => {
    const url = `https://127.0.0.1:${await findClosedPort()}`;
    const found = await diagnoseOne({ url });
    expect(found).toMatchObject({
      ...NOTHING_KNOWN,
      connection: { state: 'failed', code: 'connectionRefused' },
    });
    expect(found.connection.message).toContain('connection refused (is it');
  });

  it('has a name that nobody knows', async () => {
    const found = await diagnoseOne({ url: 'https://nobody.invalid' });
    expect(found.connection).toMatchObject({ state: 'failed', code: 'dns' });
    expect(found.connection.message).toContain('look at the host in "url"');
  });

  it('is no trouble for the others', async () => {
    fleet.control.setFault('hub', { fault: 'hang' });
    fleet.control.setFault('us-1', { fault: 'down' });
    const all = await diagnoseAll();
    expect(all.map(({ ok }) => ok)).toEqual([false, true, false, true]);
    // Who deploys to it could not be found out.
    expect(codesOf(all[1].findings)).toEqual(['noArgoCd']);
  });
});

describe('a cluster that does not let us in', () => {
  it('refuses the token', async () => {
    const found = await diagnoseOne({ auth: { token: 'a-bad-token' } });
    expect(found).toMatchObject({
      ok: false,
      connection: { state: 'ok', latencyMs: expect.any(Number) },
      signIn: { state: 'refused' },
      kinds: [],
    });
    expect(found.signIn.message).toMatch(
      /^The cluster does not accept our token: .* \(look at "auth"\)$/,
    );
    expect(JSON.stringify(found)).not.toContain('a-bad-token');
  });

  it('wants a token', async () => {
    // Its version is told to everybody, so that only the next question shows it.
    const found = await diagnoseOne({ auth: undefined });
    expect(found).toMatchObject({
      ok: false,
      connection: { state: 'ok' },
      signIn: { state: 'refused' },
    });
  });

  it('has a token file that is not there', async () => {
    const tokenFile = path.join(dataDir, 'no.token');
    const found = await diagnoseOne({ auth: { tokenFile } });
    expect(found).toMatchObject({ ok: false, signIn: { state: 'refused' } });
    expect(found.signIn.message).toContain('token of the cluster cannot be');
  });

  it('fails at everything', async () => {
    fleet.control.setFault('eu-1', { fault: 'status', status: 500 });
    expect(await diagnoseOne({})).toMatchObject({
      ok: false,
      signIn: { state: 'unknown', message: expect.stringContaining('failed') },
      kinds: [],
    });
  });
});

describe('a kind', () => {
  const schedules = { group: 'velero.io', plural: 'schedules' };

  it('that is refused comes with the rule that is missing', async () => {
    fleet.control.setFault('eu-1', {
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
    fleet.control.setFault('eu-1', { ...fault, resource: schedules } as never);
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
    fleet.control.setFault('eu-1', {
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
    const store = fleet.stores.get('eu-1')!;
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

async function findClosedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}
