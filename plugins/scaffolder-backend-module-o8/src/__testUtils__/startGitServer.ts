import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What a push does before it is served: `refs` before the client hears where it stands. */
export type PushMoment = 'refs' | 'pack';

/** A git host on a port of its own: reading is free, pushing takes user and token. */
export interface GitServer {
  url: string;
  token: string;
  /** How many packs were pushed to a repository, such as `modules/billing`. */
  countPushes(repository: string): number;
  /** Runs once, at that moment of the next push. */
  once(moment: PushMoment, fn: () => Promise<void>): void;
  /** Runs git in a bare repository; the output without its last newline. */
  git(repository: string, ...args: string[]): Promise<string>;
  exists(repository: string): boolean;
  /** Commits files on the head of a branch as somebody else; the commit. */
  commit(options: CommitOptions): Promise<string>;
  stop(): Promise<void>;
}

/** A commit by somebody else. */
export interface CommitOptions {
  repository: string;
  branch?: string;
  message?: string;
  /** By path; null removes it, `link` makes a symlink. */
  files: Record<string, string | null | { link: string }>;
}

/** Nobody needs these repositories after a crash, and none of them is ever packed. */
const QUICK = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_COUNT: '3',
  GIT_CONFIG_KEY_0: 'core.fsync',
  GIT_CONFIG_VALUE_0: 'none',
  GIT_CONFIG_KEY_1: 'gc.auto',
  GIT_CONFIG_VALUE_1: '0',
  GIT_CONFIG_KEY_2: 'receive.autogc',
  GIT_CONFIG_VALUE_2: 'false',
};

const TOKEN = 'a-secret-token-of-the-test';

/** Starts a {@link GitServer}. */
export async function startGitServer(): Promise<GitServer> {
  const root = await mkdtemp(path.join(os.tmpdir(), 'o8-git-server-'));
  const pushes: string[] = [];
  const waiting: { moment: PushMoment; fn: () => Promise<void> }[] = [];
  const at = (repository: string) => path.join(root, `${repository}.git`);

  const server = createServer((req, res) => {
    serve(req, res).catch(error => {
      res.statusCode = 500;
      res.end(String(error));
    });
  });

  async function serve(req: IncomingMessage, res: ServerResponse) {
    const url = new URL(req.url ?? '/', 'http://localhost');
    const repository = url.pathname.slice(1).split('.git/')[0];
    const isPush =
      url.searchParams.get('service') === 'git-receive-pack' ||
      url.pathname.endsWith('/git-receive-pack');
    if (isPush) {
      const expected = Buffer.from(`o8:${TOKEN}`).toString('base64');
      if (req.headers.authorization !== `Basic ${expected}`) {
        res.writeHead(401, { 'WWW-Authenticate': 'Basic realm="git"' });
        res.end('Pushing needs the token');
        return;
      }
      await beforePush(req.method === 'POST' ? 'pack' : 'refs');
      if (!existsSync(at(repository))) {
        await initBare(at(repository));
      }
      if (req.method === 'POST') {
        pushes.push(repository);
      }
    }
    await serveByBackend({ root, url, req, res });
  }

  async function beforePush(moment: PushMoment) {
    const index = waiting.findIndex(entry => entry.moment === moment);
    if (index >= 0) {
      await waiting.splice(index, 1)[0].fn();
    }
  }

  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    token: TOKEN,
    countPushes: name => pushes.filter(pushed => pushed === name).length,
    once: (moment, fn) => waiting.push({ moment, fn }),
    exists: name => existsSync(at(name)),
    git: (name, ...args) => runGit(['-C', at(name), ...args]),
    commit: options => commitAsSomebody(at(options.repository), options),
    stop: async () => {
      server.closeAllConnections();
      await new Promise(resolve => {
        server.close(resolve);
      });
      await rm(root, { recursive: true, force: true });
    },
  };
}

async function runGit(args: string[], options: { stdin?: string } = {}) {
  const child = run(
    'git',
    [
      '-c',
      'user.name=Somebody',
      '-c',
      'user.email=somebody@o8.example',
      ...args,
    ],
    {
      env: {
        PATH: process.env.PATH,
        ...QUICK,
        HOME: os.tmpdir(),
      },
    },
  );
  // What git does not read is no error: how it ends says whether it was one.
  child.child.stdin?.on('error', () => undefined);
  if (options.stdin !== undefined) {
    child.child.stdin?.end(options.stdin);
  }
  return (await child).stdout.trimEnd();
}

async function initBare(directory: string) {
  await mkdir(path.dirname(directory), { recursive: true });
  const init = ['init', '--quiet', '--bare', '--template='];
  await runGit([...init, '-b', 'main', directory]);
}

/** One process of git, whatever is in the commit. */
async function commitAsSomebody(directory: string, options: CommitOptions) {
  const { branch = 'main', message = 'A change', files } = options;
  if (!existsSync(directory)) {
    await initBare(directory);
  }
  const ref = `refs/heads/${branch}`;
  const lines = [
    `commit ${ref}`,
    'mark :1',
    'committer Somebody <somebody@o8.example> now',
    data(message),
    ...(existsSync(path.join(directory, ref)) ? [`from ${ref}^0`] : []),
    ...Object.entries(files).map(([name, content]) => change(name, content)),
    'get-mark :1',
    'done',
  ];
  return runGit(
    [
      ...['--git-dir', directory],
      ...['fast-import', '--quiet', '--done', '--date-format=now'],
    ],
    { stdin: `${lines.join('\n')}\n` },
  );
}

function change(name: string, content: CommitOptions['files'][string]) {
  const file = JSON.stringify(name);
  if (content === null) {
    return `D ${file}`;
  }
  return typeof content === 'string'
    ? `M 100644 inline ${file}\n${data(content)}`
    : `M 120000 inline ${file}\n${data(content.link)}`;
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}`;
}

interface ServeOptions {
  root: string;
  url: URL;
  req: IncomingMessage;
  res: ServerResponse;
}

/**
 * One request as CGI: git's own server decides what it means. It hears of no newer protocol
 * than the first, which lists refs with one request instead of two.
 */
async function serveByBackend({ root, url, req, res }: ServeOptions) {
  const child = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env.PATH,
      ...QUICK,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      HTTP_CONTENT_ENCODING: String(req.headers['content-encoding'] ?? ''),
      PATH_INFO: decodeURIComponent(url.pathname),
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: req.method,
      CONTENT_TYPE: req.headers['content-type'] ?? '',
      REMOTE_USER: 'o8',
    },
  });
  req.pipe(child.stdin);
  // git stops reading a request that it refuses.
  child.stdin.on('error', () => req.resume());
  const chunks: Buffer[] = [];
  for await (const chunk of child.stdout) {
    chunks.push(chunk);
  }
  const output = Buffer.concat(chunks);
  const end = output.indexOf('\r\n\r\n');
  for (const line of output.subarray(0, end).toString().split('\r\n')) {
    const [name, value] = line.split(/: (.*)/s);
    if (name === 'Status') {
      res.statusCode = Number.parseInt(value, 10);
    } else {
      res.setHeader(name, value);
    }
  }
  res.end(output.subarray(end + 4));
}
