import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { createApplication, createDataDir, TestFleet } from '../__testUtils__';

const run = promisify(execFile);

const hasKubectl =
  spawnSync('kubectl', ['version', '--client'], { stdio: 'ignore' }).status ===
  0;
const describeWithKubectl = hasKubectl ? describe : describe.skip;
const why = hasKubectl ? '' : ' (skipped: there is no kubectl on the PATH)';

jest.setTimeout(30_000);

describeWithKubectl(`kubectl${why}`, () => {
  const dataDir = createDataDir();
  let fleet: TestFleet;
  let flags: string[];
  beforeAll(async () => {
    fleet = await TestFleet.start({ dataDir });
    const { clusters, caFile, tokens } = fleet.fleet;
    const config = path.join(dataDir, 'kubeconfig.json');
    await writeFile(
      config,
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Config',
        'current-context': 'it',
        contexts: [{ name: 'it', context: { cluster: 'one', user: 'admin' } }],
        clusters: [
          {
            name: 'one',
            cluster: {
              server: clusters[0].url,
              'certificate-authority': caFile,
            },
          },
        ],
        users: [
          { name: 'admin', user: { token: tokens.admin } },
          { name: 'viewer', user: { token: tokens.viewer } },
        ],
      }),
    );
    const cache = path.join(dataDir, 'kubectl-cache');
    flags = ['--kubeconfig', config, '--cache-dir', cache];
  });
  afterAll(() => fleet.close());

  const kubectl = async (...args: string[]) => {
    const { stdout } = await run('kubectl', [...flags, ...args]);
    return stdout;
  };
  const table = (text: string) =>
    text
      .trim()
      .split('\n')
      .map(line => line.split(/\s+/));

  it('lists what can be asked for', async () => {
    const rows = table(await kubectl('api-resources', '--no-headers'));
    expect(rows).toContainEqual(['pods', 'po', 'v1', 'true', 'Pod']);
    expect(rows).toContainEqual(['zones', 'example.io/v1', 'false', 'Zone']);
    expect(rows).toHaveLength(13);
  });

  it('gets tables, objects and logs', async () => {
    const rows = table(await kubectl('get', 'applications', '-A'));
    expect(rows[0]).toEqual(['NAMESPACE', 'NAME', 'AGE']);
    expect(rows.slice(1).map(([, name]) => name)).toEqual([
      'one',
      'two',
      'three',
    ]);
    const one = await kubectl(
      'get',
      'po',
      'web-1',
      '-n',
      'team-a',
      '-o',
      'json',
    );
    expect(JSON.parse(one)).toMatchObject({
      kind: 'Pod',
      metadata: { name: 'web-1' },
    });
    const some = ['get', 'cm', '-A', '--chunk-size', '3', '-o', 'name'];
    expect(table(await kubectl(...some))).toHaveLength(10);
    const byLabel = ['get', 'applications', '-A', '-l', 'tier in (gold)'];
    expect(table(await kubectl(...byLabel, '--no-headers'))).toHaveLength(1);
    expect(await kubectl('logs', 'web-1', '-n', 'team-a')).toContain(
      'simulated',
    );
  });

  it('patches, and refuses other patches', async () => {
    const target = ['patch', 'application', 'one', '-n', 'team-a'];
    const spec = '{"spec":{"project":"other"}}';
    await kubectl(...target, '--type=merge', '-p', spec);
    const kind = { group: 'argoproj.io', kind: 'Application' };
    const stored = fleet.fleet.stores.get('one')!.get(kind, 'team-a', 'one')!;
    expect(stored.spec).toMatchObject({ project: 'other' });
    const json = '[{"op":"remove","path":"/spec"}]';
    await expect(kubectl(...target, '--type=json', '-p', json)).rejects.toThrow(
      'application/merge-patch+json',
    );
  });

  it('creates from a file and deletes', async () => {
    const file = path.join(dataDir, 'new.json');
    const object = {
      apiVersion: 'example.io/v1',
      kind: 'Zone',
      metadata: { name: 'zone-2' },
    };
    await writeFile(file, JSON.stringify(object));
    await kubectl('create', '--validate=false', '-f', file);
    expect(await kubectl('get', 'zones', '-o', 'name')).toContain('zone-2');
    const deleted = await kubectl('delete', 'zone', 'zone-2');
    expect(deleted).toContain('"zone-2" deleted');
  });

  it('asks what it may', async () => {
    const mayRead = ['auth', 'can-i', '--user', 'viewer', 'list'];
    expect(await kubectl(...mayRead, 'pods', '-A')).toBe('yes\n');
    await expect(kubectl(...mayRead, 'secrets')).rejects.toMatchObject({
      stdout: 'no\n',
    });
    const rules = table(await kubectl('auth', 'can-i', '--list'));
    expect(rules).toContainEqual(['*.*', '[]', '[]', '[*]']);
  });

  it('creates a kind, waits for it, uses and deletes it', async () => {
    const file = path.join(dataDir, 'crd.json');
    const names = { plural: 'widgets', singular: 'widget', kind: 'Widget' };
    const crd = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'widgets.test.example' },
      spec: {
        group: 'test.example',
        scope: 'Cluster',
        names,
        versions: [{ name: 'v1', served: true, storage: true }],
      },
    };
    await writeFile(file, JSON.stringify(crd));
    await kubectl('create', '--validate=false', '-f', file);
    const target = 'crd/widgets.test.example';
    await kubectl('wait', '--for=condition=Established', target);
    expect(await kubectl('get', 'widgets', '-o', 'name')).toBe('');
    await kubectl('delete', target);
    expect(await kubectl('get', 'crd', '-o', 'name')).toBe('');
    await expect(kubectl('get', 'widgets')).rejects.toThrow();
  });

  it('says what is forbidden', async () => {
    await expect(
      kubectl('--user', 'viewer', 'get', 'secrets', '-A'),
    ).rejects.toThrow(
      'secrets is forbidden: User "o8-viewer" cannot list resource "secrets" in API group "" at the cluster scope',
    );
  });

  it('watches with get -w', async () => {
    const args = ['get', 'backups', '-A', '-w', '--no-headers'];
    const child = spawn('kubectl', [...flags, ...args]);
    let out = '';
    const lines = async (count: number) => {
      while (table(out).length < count || !out.endsWith('\n')) {
        const [data] = await once(child.stdout, 'data');
        out += data;
      }
    };
    await lines(1);
    const store = fleet.fleet.stores.get('one')!;
    store.put({
      ...createApplication('team-b/fresh'),
      apiVersion: 'velero.io/v1',
      kind: 'Backup',
    });
    await lines(2);
    expect(
      table(out).map(([namespace, name]) => `${namespace}/${name}`),
    ).toEqual(['team-a/nightly', 'team-b/fresh']);
    child.kill();
    await once(child, 'close');
  });
});
