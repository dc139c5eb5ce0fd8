import { createMockDirectory } from '@backstage/backend-test-utils';
import { X509Certificate } from 'node:crypto';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import {
  createCertificates,
  startTlsApi,
  type TestCertificates,
} from '../__testUtils__/startTlsApi';
import {
  KubernetesConnection,
  type KubernetesConnectionOptions,
} from '../KubernetesConnection';

jest.setTimeout(30_000);

const { signal } = new AbortController();
// Read again by the next request.
const AT_ONCE = { pollIntervalMs: 0 };

describe('signing in to a Kubernetes API', () => {
  const directory = createMockDirectory();
  const connections: KubernetesConnection[] = [];
  let certificates: TestCertificates;
  let others: TestCertificates;
  let api: Awaited<ReturnType<typeof startTlsApi>>;

  beforeAll(async () => {
    certificates = await createCertificates(directory.resolve('one'));
    others = await createCertificates(directory.resolve('two'));
    api = await startTlsApi(certificates);
  });

  afterEach(async () => {
    api.callers.splice(0);
    api.refused.clear();
    await Promise.all(connections.splice(0).map(c => c.close()));
  });

  afterAll(() => api.close());

  function connect(options: Partial<KubernetesConnectionOptions>) {
    const connection = new KubernetesConnection({
      url: api.url,
      caFile: certificates.caFile,
      ...options,
      timing: { answerTimeoutMs: 5_000, ...options.timing },
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

  /** A program that prints credentials, and notes that it ran. */
  async function writeProgram(name: string, body: string) {
    const script = directory.resolve(`${name}.js`);
    const log = directory.resolve(`${name}.log`);
    await writeFile(
      script,
      `const fs = require('node:fs');
       fs.appendFileSync(${JSON.stringify(log)}, 'x');
       const runs = fs.readFileSync(${JSON.stringify(log)}, 'utf8').length;
       const print = status => console.log(JSON.stringify({
         apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status,
       }));
       ${body}`,
    );
    return {
      exec: {
        command: process.execPath,
        args: [script],
        env: { USER_ID: 'o8' },
      },
      runs: async () => (await readFile(log, 'utf8')).length,
    };
  }

  const tokens = () =>
    api.callers.map(({ authorization }) => authorization?.split(' ')[1]);

  it('reads a token file again after a while, and at once when refused', async () => {
    const tokenFile = directory.resolve('token');
    await writeFile(tokenFile, 'first\n');
    const connection = connect({ auth: { tokenFile } });
    await connection.probe({ signal });
    await writeFile(tokenFile, 'second');
    await connection.probe({ signal });
    expect(tokens()).toEqual(['first', 'first']);

    api.refused.add('first');
    await Promise.all([1, 2, 3].map(() => connection.probe({ signal })));
    expect(tokens().slice(-3)).toEqual(['second', 'second', 'second']);

    const hurried = connect({ auth: { tokenFile }, timing: AT_ONCE });
    await hurried.probe({ signal });
    await writeFile(tokenFile, 'third');
    await hurried.probe({ signal });
    expect(tokens().slice(-2)).toEqual(['second', 'third']);
  });

  it.each([
    ['', 'The file with the token of the cluster is empty'],
    ['a\nb', 'The file with the token of the cluster holds what no token has'],
  ])('takes no token such as %j', async (content, message) => {
    const tokenFile = directory.resolve('bad-token');
    await writeFile(tokenFile, content);
    const error = await failure(connect({ auth: { tokenFile } }));
    expect(error).toMatchObject({ code: 'unauthorized', message });
    expect(api.callers).toEqual([]);
  });

  it('shows a client certificate, and the new one after it was replaced', async () => {
    const clientCertificateFile = directory.resolve('client.crt');
    const clientKeyFile = directory.resolve('client.key');
    const fingerprints: string[] = [];
    const connection = connect({
      auth: { clientCertificateFile, clientKeyFile },
      timing: AT_ONCE,
    });
    for (const { certFile, keyFile } of [certificates, others]) {
      await copyFile(certFile, clientCertificateFile);
      await copyFile(keyFile, clientKeyFile);
      await connection.probe({ signal });
      const certificate = new X509Certificate(await readFile(certFile));
      fingerprints.push(certificate.fingerprint256);
    }
    expect(api.callers.map(({ fingerprint }) => fingerprint)).toEqual(
      fingerprints,
    );
    expect(new Set(fingerprints).size).toBe(2);
  });

  it.each(['PEM', 'base64'])(
    'trusts certificates inline, as %s',
    async form => {
      const pem = await readFile(certificates.caFile, 'utf8');
      const caData = form === 'PEM' ? pem : Buffer.from(pem).toString('base64');
      await connect({ caFile: undefined, caData }).probe({ signal });
      expect(api.callers).toHaveLength(1);
    },
  );

  it('runs a program for a token, and again when that is refused or has expired', async () => {
    const { exec, runs } = await writeProgram(
      'good',
      // The second one has expired before it is used.
      `const expirationTimestamp = new Date(Date.now() + (runs === 2 ? -1 : 3_600_000));
       print({ token: process.env.USER_ID + runs, expirationTimestamp });`,
    );
    const connection = connect({ auth: { exec }, timing: AT_ONCE });
    await connection.probe({ signal });
    await connection.probe({ signal });
    expect(tokens()).toEqual(['o81', 'o81']);

    api.refused.add('o81');
    await connection.probe({ signal });
    await connection.probe({ signal });
    expect(tokens().slice(-2)).toEqual(['o83', 'o83']);
    expect(await runs()).toBe(3);
  });

  it.each([
    ['fails', 'console.error("very-secret"); process.exit(1);', /failed$/],
    ['prints something else', 'console.log("very-secret");', /failed$/],
    ['prints nothing', '', /failed$/],
    ['gives no credentials', 'print({});', /gave none$/],
  ])(
    'says that a program %s, and not what it printed',
    async (name, body, words) => {
      const { exec } = await writeProgram(name.replaceAll(' ', '-'), body);
      const error = await failure(connect({ auth: { exec } }));
      expect(error.code).toBe('unauthorized');
      expect(error.message).toMatch(words);
      expect(error.message).not.toContain('very-secret');
    },
  );

  it('says that there is no such program', async () => {
    const exec = { command: directory.resolve('none'), args: [], env: {} };
    const error = await failure(connect({ auth: { exec } }));
    expect(error).toMatchObject({
      code: 'unauthorized',
      message: 'The program that gives the credentials of the cluster failed',
    });
  });

  it('waits for a program that hangs, and starts no second one', async () => {
    const { exec, runs } = await writeProgram(
      'slow',
      'setTimeout(() => print({ token: "late" }), 1_500);',
    );
    const connection = connect({
      auth: { exec },
      timing: { answerTimeoutMs: 700 },
    });
    const first = await failure(connection);
    expect(first).toMatchObject({ code: 'timeout' });
    let last = first;
    for (let tries = 0; last && tries < 20; tries++) {
      last = await failure(connection);
    }
    expect(tokens()).toEqual(['late']);
    expect(await runs()).toBe(1);
  });

  it('signs in as the pod, with what the cluster has put there', async () => {
    const place = 'pod/var/run/secrets/kubernetes.io/serviceaccount';
    directory.addContent({
      [`${place}/token`]: 'pod-1',
      [`${place}/ca.crt`]: await readFile(certificates.caFile, 'utf8'),
    });
    const pod = {
      url: undefined,
      caFile: undefined,
      auth: { serviceAccount: true },
      serviceAccountRoot: directory.resolve('pod'),
      timing: AT_ONCE,
    };
    expect(await failure(connect(pod))).toMatchObject({
      code: 'refused',
      message: 'The backend does not run in a pod: there is no service account',
    });

    process.env.KUBERNETES_SERVICE_HOST = 'localhost';
    process.env.KUBERNETES_SERVICE_PORT = api.port;
    try {
      const connection = connect(pod);
      await connection.probe({ signal });
      await writeFile(directory.resolve(`${place}/token`), 'pod-2');
      await connection.probe({ signal });
      expect(tokens()).toEqual(['pod-1', 'pod-2']);
    } finally {
      delete process.env.KUBERNETES_SERVICE_HOST;
      delete process.env.KUBERNETES_SERVICE_PORT;
    }
  });
});
