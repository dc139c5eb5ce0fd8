import { spawn } from 'node:child_process';
import { appendFileSync, existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { git, SEARCH_PATH } from './git';

const PATH = /^(\/.+\.git)\/(info\/refs|git-upload-pack|git-receive-pack)$/;

export interface GitServer {
  url: string;
  /** What it was asked: `GET /modules/billing.git/info/refs`, and by whom. */
  requests: { line: string; authorization?: string }[];
  /** What it does from now on. */
  behaviour: 'well' | 'hangs' | 'fails' | 'private' | 'redirects';
  /** Where a bare repository is on the disk. */
  pathOf(repository: string): string;
  /** A bare repository to begin with. */
  createRepository(repository: string): string;
  close(): Promise<void>;
}

/**
 * A git host as small as possible: `git http-backend` behind http. Reading is free,
 * pushing needs the token, and pushing to what does not exist creates it.
 */
export async function startGitServer(options: {
  username: string;
  token: string;
}): Promise<GitServer> {
  const root = await mkdtemp(join(tmpdir(), 'o8-git-server-'));
  const server = createServer();
  const gitServer: GitServer = {
    url: '',
    requests: [],
    behaviour: 'well',
    pathOf: repository => join(root, `${repository}.git`),
    createRepository(repository) {
      const path = join(root, `${repository}.git`);
      const init = ['init', '--quiet', '--bare', '--template='];
      git(root, ...init, '--initial-branch=main', path);
      appendFileSync(
        join(path, 'config'),
        '[http]\n\treceivepack = true\n[uploadpack]\n\tallowFilter = true\n',
      );
      return path;
    },
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
      await rm(root, { recursive: true, force: true });
    },
  };
  const authorization = `Basic ${btoa(`${options.username}:${options.token}`)}`;
  server.on('request', (request, response) => {
    try {
      answer({ gitServer, root, authorization, request, response });
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  await new Promise<void>(resolve =>
    server.listen(0, '127.0.0.1', () => resolve()),
  );
  gitServer.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return gitServer;
}

function answer(options: {
  gitServer: GitServer;
  root: string;
  /** Of who may push. */
  authorization: string;
  request: IncomingMessage;
  response: ServerResponse;
}) {
  const { gitServer, root, request, response } = options;
  const { behaviour } = gitServer;
  const { authorization } = request.headers;
  const url = new URL(request.url ?? '/', 'http://host');
  gitServer.requests.push({
    line: `${request.method} ${url.pathname}`,
    authorization,
  });
  const end = (status: number, headers: Record<string, string> = {}) =>
    response.writeHead(status, headers).end();

  if (behaviour === 'hangs') {
    return;
  }
  if (behaviour === 'fails') {
    end(500);
    return;
  }
  if (behaviour === 'redirects') {
    end(301, { location: `${gitServer.url}/elsewhere${request.url}` });
    return;
  }
  const [, repository = '', service] = PATH.exec(url.pathname) ?? [];
  const isPush =
    service === 'git-receive-pack' ||
    url.searchParams.get('service') === 'git-receive-pack';
  if (
    (isPush || behaviour === 'private') &&
    authorization !== options.authorization
  ) {
    end(401, { 'www-authenticate': 'Basic realm="git"' });
    return;
  }
  const isThere = repository !== '' && existsSync(join(root, repository));
  if (isPush && !isThere) {
    gitServer.createRepository(repository.slice(1, -'.git'.length));
  } else if (!isThere) {
    end(404);
    return;
  }
  runBackend({ root, request, response, url });
}

function runBackend(options: {
  root: string;
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
}) {
  const { root, request, response, url } = options;
  const { headers, method } = request;
  const backend = spawn('git', ['http-backend'], {
    env: {
      PATH: SEARCH_PATH,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROTOCOL: String(headers['git-protocol'] ?? ''),
      PATH_INFO: url.pathname,
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: method,
      CONTENT_TYPE: headers['content-type'],
      CONTENT_LENGTH: headers['content-length'],
      HTTP_CONTENT_ENCODING: headers['content-encoding'],
      REMOTE_USER: 'somebody',
      REMOTE_ADDR: '127.0.0.1',
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  backend.stdin.on('error', () => undefined);
  request.pipe(backend.stdin);

  let head = Buffer.alloc(0);
  const onData = (chunk: Buffer) => {
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) {
      return;
    }
    const fields = head
      .toString('latin1', 0, end)
      .split('\r\n')
      .map(line => line.split(/: (.*)/));
    const status = fields.find(([name]) => name === 'Status')?.[1] ?? '200';
    response.statusCode = Number.parseInt(status, 10);
    fields
      .filter(([name]) => name !== 'Status')
      .forEach(([name, value]) => response.setHeader(name, value));
    response.write(head.subarray(end + 4));
    backend.stdout.off('data', onData);
    backend.stdout.pipe(response);
  };
  backend.stdout.on('data', onData);
}
