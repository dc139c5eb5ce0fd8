import { clusterDiagnosisSchema } from '@orchestr8/backstage-plugin-o8-backend/engine';
import { startFleet, type Fleet } from '@orchestr8/o8-fleet';
import { copyFileSync, mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import { createFolder, REPOSITORY, runIn } from '../__testUtils__';

const NAMES = ['hub', 'eu-1', 'us-1', 'stage-1'];

let fleet: Fleet;
let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'o8-doctor-'));
  fleet = await startFleet({ seed: 7, dataDir, modules: 2, life: false });
});
afterEach(() => {
  NAMES.forEach(name => fleet.control.clearFault(name));
  for (const name of ['O8_FLEET_PORT', 'O8_FLEET_DIR', 'O8_TEST_TOKEN']) {
    delete process.env[name];
  }
});
afterAll(async () => {
  await fleet.close();
  await rm(dataDir, { recursive: true });
});

/** A folder with the fleet as its configuration. */
function createConfigured(overrides: object = {}) {
  const clusters = NAMES.map(name => ({
    name,
    type: 'kubernetes',
    url: `${fleet.url}/clusters/${name}`,
    aliases: [`https://api.${name}.o8.example:6443`],
    caFile: fleet.caFile,
    auth: { tokenFile: path.join(dataDir, 'reader.token') },
    ...overrides,
  }));
  return createFolder({ 'app-config.yaml': stringify({ o8: { clusters } }) });
}

const rowsOf = (out: string) =>
  out
    .trimEnd()
    .split('\n')
    .map(line => line.split(/ {2,}/));

// It asks a whole fleet: on a machine that has much to do that takes a while.
jest.setTimeout(60_000);

describe('o8 doctor', () => {
  it('says what it found, one line each, in columns', async () => {
    const ran = await runIn(createConfigured(), 'doctor --cluster eu-1');
    expect(ran).toMatchObject({ code: 0, err: '' });
    const [head, connection, signIn, ...rest] = rowsOf(ran.out);
    expect(head).toEqual(['CLUSTER', 'WHAT', 'STATE', 'DETAILS']);
    expect(connection).toEqual([
      'eu-1',
      'connection',
      'ok',
      expect.stringMatching(/^\d+ ms, Kubernetes v1\.\d+\.\d+$/),
    ]);
    expect(signIn).toEqual(['eu-1', 'sign-in', 'ok']);
    expect(rest.pop()).toEqual(['Asked 1: 1 well, 0 with problems.']);
    const lines = rest.map(cells => cells.join(' '));
    expect(lines).toContainEqual(
      expect.stringMatching(/^eu-1 velero\.io ok .*schedules v1/),
    );
    expect(lines).toContainEqual(
      expect.stringMatching(/^eu-1 argoproj\.io not installed applications/),
    );
    expect(lines).toContainEqual(
      expect.stringMatching(/^eu-1 other groups not installed .*openreports/),
    );
    expect(lines).toContainEqual(
      expect.stringMatching(/^eu-1 prerequisite note No Argo CD here/),
    );
    const columns = ran.out
      .split('\n')
      .slice(0, -2)
      .map(line => line.search(/ (STATE|ok|not installed|note)( {2}|$)/));
    expect(new Set(columns).size).toBe(1);
  });

  it('says the same as data, in a promised form', async () => {
    const ran = await runIn(createConfigured(), 'doctor --json');
    const { ok, clusters, problems } = JSON.parse(ran.out);
    // The archive of backups there is one of the troubles of the demo.
    expect({ code: ran.code, ok, problems }).toEqual({
      code: 1,
      ok: false,
      problems: [],
    });
    const parsed = clusterDiagnosisSchema.array().parse(clusters);
    expect(parsed).toEqual(clusters);
    expect(parsed.map(each => [each.cluster, each.ok])).toEqual([
      ['hub', true],
      ['eu-1', true],
      ['us-1', false],
      ['stage-1', true],
    ]);
  });

  it('puts what is wrong last, and ends with 1', async () => {
    const resource = { group: 'velero.io', plural: 'schedules' };
    fleet.control.setFault('eu-1', { fault: 'status', status: 403, resource });
    fleet.control.setFault('hub', { fault: 'hang' });
    const args = 'doctor --cluster hub --cluster eu-1 --timeout 3';
    const { code, out } = await runIn(createConfigured(), args);
    const rows = rowsOf(out);
    expect(code).toBe(1);
    expect(rows[1]).toEqual([
      'hub',
      'connection',
      'failed',
      expect.stringMatching(/^The cluster does not answer \(/),
    ]);
    expect(rows[2][0]).toBe('eu-1');
    expect(rows.slice(-2)).toEqual([
      [
        'eu-1',
        'schedules.velero.io',
        'refused',
        'it lacks list and watch on schedules.velero.io; "o8 rbac" prints the whole role',
      ],
      ['Asked 2: 0 well, 2 with problems (hub, eu-1).'],
    ]);
  });

  it('has colours for those who want them', async () => {
    fleet.control.setFault('eu-1', { fault: 'down' });
    const { out } = await runIn(createConfigured(), 'doctor --cluster eu-1', {
      colors: true,
    });
    // eslint-disable-next-line no-control-regex -- it is the character in question
    expect(out).toMatch(/^\u001b\[31meu-1 +connection +failed/m);
  });

  it('reads the configuration of the demo as it is', async () => {
    const root = createFolder();
    mkdirSync(path.join(root, 'packages/backend'), { recursive: true });
    copyFileSync(
      path.join(REPOSITORY, 'app-config.yaml'),
      path.join(root, 'app-config.yaml'),
    );
    process.env.O8_FLEET_PORT = String(fleet.port);
    // Relative to packages/backend, as what stands there is.
    process.env.O8_FLEET_DIR = path.relative(
      path.join(root, 'packages/backend'),
      dataDir,
    );
    const { code, out } = await runIn(root, 'doctor --cluster eu-1');
    expect(out).toMatch(/^Asked 1: 1 well/m);
    expect(code).toBe(0);
  });

  it('takes relative files from where the backend runs', async () => {
    const folder = createConfigured({
      caFile: 'ca.crt',
      auth: { tokenFile: './reader.token' },
    });
    const args = ['doctor', '--cluster', 'eu-1', '--cwd'];
    expect(await runIn(folder, [...args, dataDir])).toMatchObject({ code: 0 });
    const elsewhere = await runIn(folder, 'doctor --cluster eu-1');
    expect(elsewhere.code).toBe(1);
    expect(elsewhere.out).toContain('look at "caFile"');
  });

  it('reads several files, the environment and other files in them', async () => {
    const folder = createConfigured();
    process.env.O8_TEST_TOKEN = fleet.tokens.reader;
    const more = (auth: object) =>
      createFolder({
        'x.yaml': stringify({
          o8: {
            clusters: [
              {
                name: 'only',
                type: 'kubernetes',
                url: `${fleet.url}/clusters/eu-1`,
                caFile: fleet.caFile,
                auth,
              },
            ],
          },
        }),
        token: fleet.tokens.reader,
      });
    for (const token of ['${O8_TEST_TOKEN}', { $file: './token' }]) {
      const { code, out } = await runIn(folder, [
        ...['doctor', '--config', 'app-config.yaml'],
        ...['--config', path.join(more({ token }), 'x.yaml')],
      ]);
      expect(out).toMatch(/^only +sign-in +ok$/m);
      expect(code).toBe(0);
    }
  });
});

describe('a configuration', () => {
  it('that is wrong is a list of problems with their places', async () => {
    const folder = createFolder({
      'app-config.yaml': stringify({
        o8: { clusters: [{ name: 'A' }, { name: 'b', type: 'snapshot' }] },
      }),
    });
    const { code, out } = await runIn(folder, 'doctor');
    expect(code).toBe(1);
    expect(out).toMatch(
      /^app-config\.yaml: o8\.clusters\[0\]\.name: must be a DNS label/m,
    );
    expect(out).toMatch(/^app-config\.yaml: o8\.clusters\[0\]\.type: /m);
    const { problems } = JSON.parse((await runIn(folder, 'doctor --json')).out);
    expect(problems[0]).toMatchObject({
      file: 'app-config.yaml',
      path: 'o8.clusters[0].name',
      kind: 'invalid',
    });
  });

  it('names also what is wrong in the section of another plugin', async () => {
    const folder = createFolder({
      'app-config.yaml': stringify({
        o8: { clusters: [{ name: 'A', type: 'snapshot', directory: 'x' }] },
        argocd: {
          appLocatorMethods: [{ type: 'config', instances: [{ name: 'x' }] }],
        },
      }),
    });
    const { problems } = JSON.parse((await runIn(folder, 'doctor --json')).out);
    expect(problems.map(({ path: place }: { path: string }) => place)).toEqual([
      'o8.clusters[0].name',
      'argocd.appLocatorMethods[0].instances[0].url',
    ]);
  });

  it.each([
    [{}, 'doctor', 'app-config.yaml: cannot be read: .* does not exist'],
    [{}, 'doctor --config x.yaml', 'x.yaml: cannot be read: .* not exist'],
    [{ 'x.yaml': 'a: [' }, 'doctor --config x.yaml', 'x.yaml: cannot be read'],
    [
      { 'x.yaml': 'o8: { clusters: [] }' },
      'doctor --config x.yaml',
      'o8.clusters: names no cluster',
    ],
  ])('of %j ends "%s" with a problem', async (files, args, line) => {
    const { code, out } = await runIn(createFolder(files), args);
    expect(code).toBe(1);
    expect(out).toMatch(new RegExp(`^${line}`));
    expect(out.trim().split('\n')).toHaveLength(1);
  });

  it('has no cluster of that name: the command line is wrong', async () => {
    const ran = await runIn(createConfigured(), 'doctor --cluster moon');
    expect(ran).toMatchObject({
      code: 2,
      out: '--cluster moon: not configured; there is hub, eu-1, us-1, stage-1\n',
    });
  });

  it.each(['0', '-1', 'soon', ''])('refuses --timeout "%s"', async value => {
    const args = ['doctor', `--timeout=${value}`];
    const { code, err } = await runIn(createFolder(), args);
    expect(code).toBe(2);
    expect(err).toContain('It is not a number of seconds.');
  });
});
