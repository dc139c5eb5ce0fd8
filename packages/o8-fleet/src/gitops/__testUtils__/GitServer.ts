import { execFileSync, spawn } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const AUTHOR = {
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
};

// A commit looks after itself by a program of its own, which nobody needs here.
const CONFIG = {
  GIT_CONFIG_COUNT: '2',
  GIT_CONFIG_KEY_0: 'maintenance.auto',
  GIT_CONFIG_VALUE_0: 'false',
  GIT_CONFIG_KEY_1: 'core.bare',
  GIT_CONFIG_VALUE_1: 'false',
};

/** A bare repository that a test commits to. */
export class TestRepository {
  readonly url: string;
  readonly #gitDir: string;
  readonly #workDir: string;

  constructor(dir: string, url: string) {
    this.url = url;
    this.#gitDir = `${dir}.git`;
    this.#workDir = `${dir}-work`;
    mkdirSync(this.#workDir, { recursive: true });
    this.git(
      'init',
      '--quiet',
      '--bare',
      '--initial-branch=main',
      this.#gitDir,
    );
  }

  /** Writes and deletes (null) files; returns the commit. */
  commit(files: Record<string, string | null>): string {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(this.#workDir, name);
      if (text === null) {
        rmSync(file, { recursive: true, force: true });
      } else {
        mkdirSync(path.dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
    }
    this.git('add', '-A', '.');
    this.git('commit', '--quiet', '--allow-empty', '-m', 'a change');
    return this.#head();
  }

  git(...args: string[]): string {
    return execFileSync('git', args, {
      cwd: this.#workDir,
      env: {
        PATH: process.env.PATH,
        HOME: this.#workDir,
        GIT_CONFIG_NOSYSTEM: '1',
        ...(args[0] !== 'init' && {
          GIT_DIR: this.#gitDir,
          GIT_WORK_TREE: this.#workDir,
          ...CONFIG,
        }),
        ...AUTHOR,
      },
      encoding: 'utf8',
    }).trim();
  }

  // Without another program: most tests are as slow as their gits are many.
  #head(): string {
    const read = (file: string) =>
      readFileSync(path.join(this.#gitDir, file), 'utf8').trim();
    const head = read('HEAD');
    return head.startsWith('ref: ') ? read(head.slice(5)) : head;
  }

  get workDir(): string {
    return this.#workDir;
  }
}

/** Real repositories behind a real `git http-backend`, for reading. */
export class GitServer {
  readonly rootDir: string;
  readonly #server: Server;
  /** The paths that were asked for. */
  readonly requests: string[] = [];
  isDown = false;

  private constructor() {
    this.rootDir = mkdtempSync(path.join(tmpdir(), 'o8-git-server-'));
    this.#server = createServer((req, res) => this.#answer(req, res));
  }

  static async start(): Promise<GitServer> {
    const server = new GitServer();
    await new Promise<void>(resolve => {
      server.#server.listen(0, '127.0.0.1', resolve);
    });
    return server;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  repository(name: string): TestRepository {
    return new TestRepository(
      path.join(this.rootDir, name),
      `${this.url}/${name}.git`,
    );
  }

  async close(): Promise<void> {
    await new Promise(resolve => {
      this.#server.close(resolve);
      this.#server.closeAllConnections();
    });
    rmSync(this.rootDir, { recursive: true, force: true });
  }

  #answer(req: IncomingMessage, res: ServerResponse): void {
    const { pathname, search } = new URL(req.url ?? '/', 'http://localhost');
    this.requests.push(pathname + search);
    if (this.isDown) {
      res.writeHead(503).end();
      return;
    }
    const backend = spawn('git', ['http-backend'], {
      env: {
        PATH: process.env.PATH,
        GIT_PROJECT_ROOT: this.rootDir,
        GIT_HTTP_EXPORT_ALL: '1',
        PATH_INFO: decodeURIComponent(pathname),
        QUERY_STRING: search.slice(1),
        REQUEST_METHOD: req.method,
        CONTENT_TYPE: req.headers['content-type'] ?? '',
        GIT_PROTOCOL: `${req.headers['git-protocol'] ?? ''}`,
        HTTP_CONTENT_ENCODING: req.headers['content-encoding'] ?? '',
      },
    });
    req.pipe(backend.stdin);
    const chunks: Buffer[] = [];
    backend.stdout.on('data', chunk => chunks.push(chunk));
    backend.on('close', () => {
      const output = Buffer.concat(chunks);
      const end = output.indexOf('\r\n\r\n');
      const lines = output.toString('latin1', 0, end).split('\r\n');
      const headers = lines.map(line => line.split(': ') as [string, string]);
      const status = headers.find(([name]) => name === 'Status')?.[1] ?? '200';
      for (const [name, value] of headers) res.setHeader(name, value);
      res.writeHead(Number.parseInt(status, 10)).end(output.subarray(end + 4));
    });
  }
}
