import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Agent, request } from 'undici';
import { createDataDir } from './__testUtils__';

const BIN = path.resolve(__dirname, '../bin/o8-fleet');

// Starting compiles every file it needs, which can be slow on a busy machine.
jest.setTimeout(60_000);

function run(args: string[]) {
  const child = spawn(process.execPath, [BIN, ...args], {
    cwd: os.tmpdir(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = { out: '', err: '' };
  child.stdout.on('data', data => (text.out += data));
  child.stderr.on('data', data => (text.err += data));
  return { child, text };
}

async function waitFor(child: ChildProcess, isThere: () => boolean) {
  while (!isThere()) {
    if (child.exitCode !== null) {
      throw new Error('The fleet ended');
    }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

describe('o8-fleet', () => {
  const dataDir = createDataDir();

  it('says where it is in one JSON document, and ends by a signal', async () => {
    const { child, text } = run([
      ...['--port', '0', '--git-port', '0', '--data-dir', dataDir],
    ]);
    await waitFor(child, () => text.err.includes('listening at'));
    const said = JSON.parse(text.out);
    expect(said).toEqual({
      url: expect.stringMatching(/^https:\/\/localhost:\d+$/),
      caFile: path.join(dataDir, 'ca.crt'),
      tokens: {
        reader: expect.any(String),
        viewer: expect.any(String),
        admin: expect.any(String),
        control: expect.any(String),
        git: expect.any(String),
        argocd: expect.any(String),
        argocdPassword: expect.any(String),
      },
      clusters: expect.any(Array),
      argocd: ['hub', 'stage-1'].map(name => ({
        name,
        url: `${said.url}/argocd/${name}`,
        token: said.tokens.argocd,
        tokenFile: path.join(dataDir, 'argocd.token'),
        username: 'portal-user',
        password: said.tokens.argocdPassword,
        passwordFile: path.join(dataDir, 'argocd.password'),
      })),
      control: `${said.url}/control`,
      git: {
        url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
        username: 'o8',
        token: said.tokens.git,
        tokenFile: path.join(dataDir, 'git.token'),
      },
    });
    const fleetFile = path.join(dataDir, 'fleet.json');
    expect(JSON.parse(await readFile(fleetFile, 'utf8'))).toEqual(said);
    const secrets = ['argocd.token', 'argocd.password', 'viewer.token'];
    for (const file of ['fleet.json', ...secrets]) {
      const { mode } = await stat(path.join(dataDir, file));
      expect(mode & 0o777).toBe(0o600);
    }

    const ca = await readFile(said.caFile, 'utf8');
    const dispatcher = new Agent({ connect: { ca } });
    const headers = { authorization: `Bearer ${said.tokens.reader}` };
    const { statusCode, body } = await request(
      `${said.clusters[0].url}/api/v1/namespaces?watch=true`,
      { dispatcher, headers },
    );
    expect(statusCode).toBe(200);
    body.on('error', () => {});
    const beginMs = performance.now();
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
    expect(performance.now() - beginMs).toBeLessThan(2_000);
    await dispatcher.destroy();
  });

  it('says in one sentence what is wrong', async () => {
    const flags = run(['--port', 'x']);
    expect(await once(flags.child, 'close')).toEqual([1, null]);
    expect(flags.text).toEqual({
      out: '',
      err: 'o8-fleet: --port: must be a whole number from 0 to 65535\n',
    });

    const other = net.createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as net.AddressInfo;
    const taken = run([
      ...['--port', `${port}`, '--git-port', '0', '--data-dir', dataDir],
    ]);
    expect(await once(taken.child, 'close')).toEqual([1, null]);
    expect(taken.text.out).toBe('');
    expect(taken.text.err).toBe(
      `o8-fleet: Port ${port} is taken: end what listens there, or choose another with --port.\n`,
    );
    other.close();
  });
});
