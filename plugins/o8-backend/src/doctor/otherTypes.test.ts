import { createMockDirectory } from '@backstage/backend-test-utils';
import { startFleet, type Fleet } from '@orchestr8/o8-fleet';
import { createConnection } from '../clusters';
import type { ClusterConfig } from '../config';
import { builtInSources } from '../sources';
import { DEFAULT_TIMING } from '../timing';
import { diagnoseClusters } from './diagnoseClusters';

jest.setTimeout(60_000);

/** What is not read by the Kubernetes API is looked at in the same way. */
describe('diagnoseClusters', () => {
  const directory = createMockDirectory();

  async function diagnoseOne(cluster: ClusterConfig) {
    const [{ kinds, ...diagnosis }] = await diagnoseClusters({
      clusters: [cluster],
      sources: builtInSources,
      timeoutMs: 30_000,
      connect: each =>
        createConnection(each, {
          timing: DEFAULT_TIMING,
          allowedExecCommands: [],
        }),
    });
    const found = kinds
      .filter(({ state }) => state !== 'notInstalled')
      .map(({ kind, state, message }) => [kind, state, message]);
    return { ...diagnosis, kinds: found.sort() };
  }

  describe('with an Argo CD', () => {
    let fleet: Fleet;

    beforeAll(async () => {
      fleet = await startFleet({
        seed: 5,
        dataDir: directory.resolve('fleet'),
        modules: 3,
        life: false,
      });
    });

    afterAll(() => fleet.close());

    function diagnoseHub(password?: string) {
      const { url, username } = fleet.argocd.find(f => f.name === 'hub')!;
      return diagnoseOne({
        name: 'argocd',
        title: 'Argo CD',
        type: 'argocd',
        aliases: [],
        url,
        caFile: fleet.caFile,
        auth: password
          ? { username, password }
          : { token: fleet.argocd.find(f => f.name === 'hub')!.token },
      });
    }

    it('reads every kind that its API has', async () => {
      const { kinds, connection, signIn } = await diagnoseHub();
      expect(connection.server).toMatch(/^Argo CD /);
      expect(signIn.state).toBe('ok');
      expect(kinds).toEqual([
        ['AppProject', 'ok', null],
        ['Application', 'ok', null],
        ['ApplicationSet', 'ok', null],
      ]);
    });

    it('says that the password is wrong', async () => {
      const { ok, signIn, kinds } = await diagnoseHub('wrong');
      expect({ ok, kinds }).toEqual({ ok: false, kinds: [] });
      expect(signIn).toEqual({
        state: 'refused',
        message: expect.stringMatching(/^Signing in was refused/),
      });
    });
  });

  it('reads every kind that a snapshot has, and says how old it is', async () => {
    directory.addContent({
      'export/o8-snapshot.yaml': 'takenAt: 2026-01-31T10:00:00Z',
      'export/namespace.json': JSON.stringify({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'a', labels: { 'orchestr8.io/module': 'a' } },
      }),
      'export/quota.json': JSON.stringify({
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { name: 'q', namespace: 'a' },
      }),
    });
    const { ok, connection, kinds } = await diagnoseOne({
      name: 'old',
      title: 'Old',
      type: 'snapshot',
      aliases: [],
      directory: directory.resolve('export'),
    });
    expect(connection.takenAt).toBe('2026-01-31T10:00:00.000Z');
    expect(kinds).toEqual([
      ['Namespace', 'ok', null],
      ['ResourceQuota', 'ok', null],
    ]);
    expect(ok).toBe(true);
  });
});
