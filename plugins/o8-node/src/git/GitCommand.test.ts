import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os, { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import {
  commitFiles,
  createZone,
  git,
  startGitServer,
  type GitServer,
} from './__testUtils__';
import { GitCommand } from './GitCommand';
import { createGitService } from './GitService';

// Each test starts many processes, which take their time on a busy machine.
jest.setTimeout(60_000);

describe('GitCommand', () => {
  const realEnvironment = { ...process.env };
  let server: GitServer;
  let folder: string;
  let url: string;
  let bare: string;

  beforeEach(async () => {
    server = await startGitServer({ username: 'o8', token: 's3cret' });
    folder = mkdtempSync(join(tmpdir(), 'o8-command-'));
    url = `${server.url}/modules/billing.git`;
    bare = server.createRepository('modules/billing');
    commitFiles(bare, { a: 'a' });
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    process.env = { ...realEnvironment };
    rmSync(folder, { recursive: true, force: true });
    await server.close();
  });

  const createCommand = (credentialsUrl = server.url) =>
    new GitCommand({
      protocol: 'http',
      credentials: [{ url: credentialsUrl, username: 'o8', token: 's3cret' }],
    });

  const connect = () =>
    createGitService({
      credentials: [{ url: server.url, username: 'o8', token: 's3cret' }],
    }).connect(createZone(server.url));

  /** Puts a program before git that does something and then is git, or is not. */
  function wrapGit(script: string) {
    const programs = join(folder, 'bin');
    mkdirSync(programs);
    writeFileSync(join(programs, 'git'), `#!/bin/sh\n${script}\n`);
    chmodSync(join(programs, 'git'), 0o755);
    process.env.PATH = `${programs}${delimiter}${realEnvironment.PATH}`;
  }

  const passOn = () => `PATH='${realEnvironment.PATH}' exec git "$@"`;

  it('puts credentials into no argument, URL or file', async () => {
    const log = join(folder, 'log');
    wrapGit(`
      folder=$(dirname "$GIT_ASKPASS")
      { printf '%s\\n' "$@"; find "$folder" -type f -exec cat {} +; } >> '${log}'
      ${passOn()}`);
    server.behaviour = 'private';
    const directory = join(folder, 'clone');
    await connect().clone({ url, directory, branch: 'main' });
    await connect().push({ directory, url, branch: 'copy' });

    const text = readFileSync(log, 'utf8');
    expect(text).toContain(`--branch=main\n`);
    expect(text).toContain('#!/bin/sh\n');
    expect(text).not.toContain('s3cret');
    expect(text).not.toMatch(/o8(:.*)?@/);
    const config = readFileSync(join(directory, '.git/config'), 'utf8');
    expect(config).toContain(`url = ${url}`);
    expect(config).not.toMatch(/s3cret|credential|askpass/i);
  });

  it('inherits nothing but what git needs to start', async () => {
    const log = join(folder, 'log');
    wrapGit(`env >> '${log}'; ${passOn()}`);
    process.env.DATABASE_PASSWORD = 'hunter2';
    process.env.GIT_SSH_COMMAND = 'touch pwned';
    process.env.GIT_SSL_NO_VERIFY = '1';
    process.env.GIT_DIR = '/nowhere';
    process.env.http_proxy = 'http://127.0.0.1:1';
    await connect().listRefs(url);

    const text = readFileSync(log, 'utf8');
    // What no test can be asked: without a terminal git does not ask either.
    expect(text).toContain('GIT_TERMINAL_PROMPT=0\n');
    const names = text.match(/^\w+(?==)/gm) ?? [];
    expect(names).toEqual(
      expect.arrayContaining(['GIT_ASKPASS', 'GIT_CONFIG_NOSYSTEM', 'HOME']),
    );
    for (const name of [
      'DATABASE_PASSWORD',
      'GIT_SSH_COMMAND',
      'GIT_SSL_NO_VERIFY',
      'GIT_DIR',
      'http_proxy',
    ]) {
      expect(names).not.toContain(name);
    }
  });

  it("is not led by the user's configuration", async () => {
    const home = join(folder, 'home');
    const proof = join(folder, 'proof');
    const hooks = join(home, 'hooks');
    mkdirSync(hooks, { recursive: true });
    mkdirSync(join(home, '.config/git'), { recursive: true });
    writeFileSync(join(hooks, 'post-checkout'), `#!/bin/sh\ntouch ${proof}-1`);
    chmodSync(join(hooks, 'post-checkout'), 0o755);
    const config = [
      `[url "http://127.0.0.1:1/"]\n\tinsteadOf = ${server.url}/`,
      `[core]\n\thooksPath = ${hooks}\n\tfsmonitor = touch ${proof}-2`,
      `[credential]\n\thelper = "!touch ${proof}-3; :"`,
      `[core]\n\taskPass = ${hooks}/post-checkout`,
      `[init]\n\ttemplateDir = ${home}`,
    ].join('\n');
    writeFileSync(join(home, '.gitconfig'), config);
    writeFileSync(join(home, '.config/git/config'), config);
    Object.assign(process.env, {
      HOME: home,
      XDG_CONFIG_HOME: join(home, '.config'),
      GIT_CONFIG_GLOBAL: join(home, '.gitconfig'),
      GIT_CONFIG_SYSTEM: join(home, '.gitconfig'),
      GIT_ASKPASS: join(hooks, 'post-checkout'),
    });
    server.behaviour = 'private';
    const directory = join(folder, 'clone');
    const remote = connect();
    await remote.clone({ url, directory, branch: 'main' });
    await remote.commitAll({
      directory,
      message: 'Nothing',
      author: { name: 'A', email: 'a@example.com' },
    });
    await remote.push({ directory, url, branch: 'copy' });
    expect(readdirSync(folder).sort()).toEqual(['clone', 'home']);
    expect(existsSync(join(directory, '.git/hooks'))).toBe(false);
    expect(git(bare, 'rev-parse', 'copy')).toBe(git(bare, 'rev-parse', 'main'));
  });

  it('knows one protocol, whatever it is given', async () => {
    const command = createCommand();
    const proof = join(folder, 'proof');
    for (const remote of [
      `ext::sh -c touch% ${proof}`,
      `file://${bare}`,
      bare,
      'ssh://git@127.0.0.1/x.git',
      'https://127.0.0.1/x.git',
    ]) {
      await expect(
        command.run({ url, args: ['ls-remote', '--', remote] }),
      ).rejects.toMatchObject({
        name: 'InputError',
        message: 'Git repositories are reached by https only',
      });
    }
    expect(existsSync(proof)).toBe(false);
  });

  it('gives credentials to their host only', async () => {
    server.behaviour = 'private';
    // As a proxy on another host would ask, while git talks to this one.
    const command = createCommand('http://127.0.0.2:1');
    await expect(
      command.run({
        url: 'http://127.0.0.2:1/x.git',
        args: ['ls-remote', url],
      }),
    ).rejects.toMatchObject({ name: 'NotAllowedError' });
    expect(
      server.requests.filter(({ authorization }) => authorization),
    ).toEqual([]);
  });

  it('leaves nothing in the temporary folder', async () => {
    const temporary = join(folder, 'tmp');
    mkdirSync(temporary);
    const tmpdirSpy = jest.spyOn(os, 'tmpdir').mockReturnValue(temporary);
    await connect().listRefs(url);
    server.behaviour = 'fails';
    await expect(connect().listRefs(url)).rejects.toThrow('cannot be reached');
    expect(tmpdirSpy.mock.calls.length).toBeGreaterThan(1);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('says that git is missing, and finds it when it is there', async () => {
    const command = createCommand();
    process.env.PATH = folder;
    await expect(command.run({ args: ['version'] })).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message:
        'git is not installed: version 2.30 or later is needed where the backend runs',
    });
    process.env.PATH = realEnvironment.PATH;
    await expect(command.run({ args: ['version'] })).resolves.toMatchObject({
      exitCode: 0,
    });
  });

  it('asks for the version once, whoever uses git', async () => {
    const log = join(folder, 'log');
    wrapGit(`echo "$*" | grep -o 'version$' >> '${log}'; ${passOn()}`);
    await createCommand().run({ args: ['hash-object', '--stdin'] });
    await createCommand().run({ args: ['hash-object', '--stdin'] });
    await connect().listRefs(url);
    expect(readFileSync(log, 'utf8')).toBe('version\n');
  });

  it.each(['git version 2.29.3', 'git version 1.99.0', 'something else'])(
    'says that git is too old: %s',
    async text => {
      wrapGit(`echo '${text}'`);
      await expect(
        createCommand().run({ args: ['status'] }),
      ).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
        message: expect.stringContaining(`too old (${text})`),
      });
    },
  );

  it.each(['git version 2.30.0', 'git version 3.1 (Apple Git-1)'])(
    'takes %s',
    async text => {
      wrapGit(`echo '${text}'`);
      const { stdout } = await createCommand().run({ args: ['status'] });
      expect(stdout.toString()).toBe(`${text}\n`);
    },
  );

  it('repeats no secret that a server repeats', async () => {
    wrapGit(`
      case "$*" in
        *version*) echo 'git version 2.39.0' ;;
        *) echo "fatal: unable to access http://o8:$O8_GIT_TOKEN@host/: $O8_GIT_TOKEN" >&2; exit 128 ;;
      esac`);
    await expect(
      createCommand().run({ url, args: ['ls-remote', url] }),
    ).rejects.toThrow(
      /cannot be reached: unable to access http:\/\/host\/: …$/,
    );
  });
});
