import { createMockDirectory } from '@backstage/backend-test-utils';
import { DEFAULT_TIMING } from '../timing';
import { startFakeApi, sendJson } from './__testUtils__/startFakeApi';
import { createConnection } from './createConnection';
import type { ServedKind } from './ClusterConnection';

const { signal } = new AbortController();
const COMMON = { name: 'a', title: 'A', aliases: [] };
const OPTIONS = { timing: DEFAULT_TIMING, allowedExecCommands: [] };
const THINGS: ServedKind = {
  group: '',
  version: 'v1',
  kind: 'Thing',
  plural: 'things',
};

it('connects by the type of a cluster', async () => {
  const directory = createMockDirectory();
  const api = await startFakeApi((req, res) =>
    sendJson(
      res,
      req.url === '/version'
        ? { gitVersion: 'v1.36.3' }
        : { Version: 'v3.5.1', loggedIn: true },
    ),
  );
  const { url } = api;
  const connections = [
    createConnection({ ...COMMON, type: 'kubernetes', url }, OPTIONS),
    createConnection({ ...COMMON, type: 'argocd', url }, OPTIONS),
    createConnection(
      { ...COMMON, type: 'snapshot', directory: directory.path },
      OPTIONS,
    ),
  ];
  const probes = connections.map(connection => connection.probe({ signal }));
  expect(
    (await Promise.all(probes)).map(({ description }) => description),
  ).toEqual([
    'Kubernetes v1.36.3',
    'Argo CD v3.5.1',
    'Snapshot with 0 objects',
  ]);
  await Promise.all(connections.map(connection => connection.close()));
  await api.close();
});

it('connects to nothing where a cluster is not supported, and says why', async () => {
  const reason = 'It signs in by magic';
  const connection = createConnection(
    { ...COMMON, type: 'unsupported', url: 'https://a.example.com', reason },
    OPTIONS,
  );
  for (const attempt of [
    connection.probe({ signal }),
    connection.discover([], { signal }),
    connection.list(THINGS, { signal }).next(),
    connection.watch(THINGS, { resourceVersion: '1', signal }),
  ]) {
    await expect(attempt).rejects.toMatchObject({
      name: 'ClusterError',
      code: 'refused',
      message: reason,
    });
  }
  await connection.close();
});
