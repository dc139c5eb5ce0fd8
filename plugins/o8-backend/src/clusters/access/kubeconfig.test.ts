import { createMockDirectory } from '@backstage/backend-test-utils';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';
import {
  createCertificates,
  startTlsApi,
  type TestCertificates,
} from '../__testUtils__/startTlsApi';
import { KubernetesConnection } from '../KubernetesConnection';

jest.setTimeout(30_000);

const { signal } = new AbortController();

describe('a kubeconfig', () => {
  const directory = createMockDirectory();
  const connections: KubernetesConnection[] = [];
  let certificates: TestCertificates;
  let api: Awaited<ReturnType<typeof startTlsApi>>;

  beforeAll(async () => {
    certificates = await createCertificates(directory.resolve('fleet'));
    api = await startTlsApi(certificates);
  });

  afterEach(async () => {
    api.callers.splice(0);
    await Promise.all(connections.splice(0).map(c => c.close()));
  });

  afterAll(() => api.close());

  async function write(user: object, cluster: object = {}) {
    const file = directory.resolve('kubeconfig');
    const content = {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [
        {
          name: 'c',
          cluster: {
            server: api.url,
            'certificate-authority': path.relative(
              path.dirname(file),
              certificates.caFile,
            ),
            ...cluster,
          },
        },
      ],
      users: [
        { name: 'u', user },
        { name: 'other', user: { token: 'other-token' } },
      ],
      contexts: [
        { name: 'main', context: { cluster: 'c', user: 'u' } },
        { name: 'second', context: { cluster: 'c', user: 'other' } },
      ],
      'current-context': 'main',
    };
    await writeFile(file, stringify(content));
    return file;
  }

  function connect(file: string, context?: string, allowed: string[] = []) {
    const connection = new KubernetesConnection({
      kubeconfig: { file, context },
      allowedExecCommands: allowed,
      timing: { answerTimeoutMs: 5_000, pollIntervalMs: 0 },
    });
    connections.push(connection);
    return connection;
  }

  async function failure(connection: KubernetesConnection) {
    return connection.probe({ signal }).then(
      () => undefined,
      error => error,
    );
  }

  const tokens = () =>
    api.callers.map(({ authorization }) => authorization?.split(' ')[1]);

  it('says where and who, in its own context or another one', async () => {
    const file = await write({ token: 'main-token' });
    await connect(file).probe({ signal });
    await connect(file, 'second').probe({ signal });
    expect(tokens()).toEqual(['main-token', 'other-token']);
  });

  it('is read again when it was replaced', async () => {
    const connection = connect(await write({ token: 'old' }));
    await connection.probe({ signal });
    await write({ token: 'new' });
    await connection.probe({ signal });
    expect(tokens()).toEqual(['old', 'new']);
  });

  it('names files beside it', async () => {
    await writeFile(directory.resolve('user-token'), 'from-file\n');
    await connect(await write({ tokenFile: 'user-token' })).probe({ signal });
    const { certFile, keyFile } = certificates;
    const inline = await readFile(keyFile);
    await connect(
      await write({
        'client-certificate': path.relative(directory.path, certFile),
        'client-key-data': inline.toString('base64'),
      }),
    ).probe({ signal });
    expect(tokens()).toEqual(['from-file', undefined]);
    expect(api.callers[1].fingerprint).toBeDefined();
  });

  it('runs a program that is allowed, and no other', async () => {
    const script = directory.resolve('program.js');
    await writeFile(
      script,
      `console.log(JSON.stringify({
         kind: 'ExecCredential', status: { token: process.env.PREFIX + '-token' },
       }));`,
    );
    const exec = {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: process.execPath,
      args: [script],
      env: [{ name: 'PREFIX', value: 'exec' }],
      interactiveMode: 'Never',
    };
    const file = await write({ exec });
    expect(await failure(connect(file, undefined, ['aws']))).toMatchObject({
      code: 'refused',
      message: 'The kubeconfig runs a program that is not one of o8.exec.allow',
    });
    await connect(file, undefined, [process.execPath]).probe({ signal });
    expect(tokens()).toEqual(['exec-token']);
  });

  it.each(['PATH', 'LD_PRELOAD', 'NODE_OPTIONS', 'BASH_ENV'])(
    'cannot make another program of one that is allowed, by %s',
    async name => {
      await writeFile(
        directory.resolve('o8-login'),
        `#!/bin/sh\necho '{"status":{"token":"evil"}}'\n`,
        { mode: 0o755 },
      );
      const file = await write({
        exec: {
          apiVersion: 'client.authentication.k8s.io/v1',
          command: 'o8-login',
          env: [{ name, value: directory.path }],
          interactiveMode: 'Never',
        },
      });
      const error = await failure(connect(file, undefined, ['o8-login']));
      expect(error).toMatchObject({
        code: 'refused',
        message: expect.stringContaining(name),
      });
      expect(tokens()).toEqual([]);
    },
  );

  it.each<[string, object, object, RegExp]>([
    [
      'TLS that is not verified',
      { token: 't' },
      { 'insecure-skip-tls-verify': true },
      /insecure-skip-tls-verify/,
    ],
    ['a proxy', { token: 't' }, { 'proxy-url': 'http://p' }, /proxy-url/],
    [
      'plain http',
      { token: 't' },
      { server: 'http://eu-1.example.com' },
      /must be an https URL/,
    ],
    ['a password', { username: 'u', password: 'very-secret' }, {}, /password/],
    [
      'an auth-provider that runs something',
      {
        'auth-provider': { name: 'exec', config: { exec: { command: 'sh' } } },
      },
      {},
      /auth-provider/,
    ],
    ['somebody else', { token: 't', as: 'admin' }, {}, /somebody else/],
    [
      'a file that is not there',
      { 'client-certificate': 'none.crt', 'client-key': 'none.key' },
      {},
      /cannot be read/,
    ],
  ])('is refused with %s', async (_, user, cluster, words) => {
    const error = await failure(connect(await write(user, cluster)));
    expect(error).toMatchObject({
      name: 'ClusterError',
      code: 'refused',
      message: expect.stringMatching(words),
    });
    expect(error.message).not.toContain('very-secret');
    expect(error.message).not.toContain(directory.path);
    expect(api.callers).toEqual([]);
  });

  it.each([
    ['no YAML', 'a: [', /cannot be understood/],
    ['something else', 'a: b', /no such context/],
    ['users without a name', 'users: [{}]', /cannot be understood/],
  ])('is refused when it is %s', async (_, content, words) => {
    const file = directory.resolve('broken');
    await writeFile(file, content);
    const error = await failure(connect(file));
    expect(error).toMatchObject({
      code: 'refused',
      message: expect.stringMatching(words),
    });
  });

  it('is refused without the context, and while it is not there', async () => {
    const file = await write({ token: 't' });
    expect(await failure(connect(file, 'third'))).toMatchObject({
      message: 'The kubeconfig has no such context with a cluster and a user',
    });
    expect(await failure(connect(directory.resolve('none')))).toMatchObject({
      message: 'The kubeconfig of the cluster cannot be read',
    });
  });
});
