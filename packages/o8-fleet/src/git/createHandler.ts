import { toError } from '@backstage/errors';
import type {
  IncomingMessage,
  RequestListener,
  ServerResponse,
} from 'node:http';
import { assertLocal } from '../control/assertLocal';
import type { Git } from './program';
import type { Repositories } from './repositories';
import { parseSmartRequest, serveSmart } from './smart';
import { parseTarget } from './Target';
import { answerWeb, errorPage, type WebAnswer } from './web';

/** What a git host serves. */
export interface HandlerOptions {
  git: Git;
  repositories: Repositories;
  url: string;
  token: string;
  onPush(repositoryPath: string): void;
  /** Gets one line for each mistake of ours. */
  log(line: string): void;
}

const STATUSES: Record<string, number> = {
  InputError: 400,
  AuthenticationError: 401,
  NotAllowedError: 403,
  NotFoundError: 404,
};

/** Creates what answers every request: git clients, browsers, the catalog. */
export function createHandler(options: HandlerOptions): RequestListener {
  return (req, res) => {
    res.setHeader('x-content-type-options', 'nosniff');
    res.setHeader('referrer-policy', 'no-referrer');
    serve(req, res, options).catch(error => {
      answerError(req, res, error, options.log);
    });
  };
}

async function serve(
  req: IncomingMessage,
  res: ServerResponse,
  options: HandlerOptions,
): Promise<void> {
  assertLocal(req.headers);
  const target = parseTarget(req.url ?? '');
  const method = req.method ?? '';
  const smart = parseSmartRequest(method, target);
  if (smart) {
    await serveSmart(req, res, smart, options);
    return;
  }
  if (!['GET', 'HEAD'].includes(method)) {
    res.setHeader('allow', 'GET, HEAD');
    send(req, res, errorPage(405, 'There is nothing to send to here.'));
    return;
  }
  const answer = await answerWeb({
    repositories: options.repositories,
    url: options.url,
    segments: target.segments,
    ifNoneMatch: req.headers['if-none-match'],
  });
  send(req, res, answer);
}

function send(
  req: IncomingMessage,
  res: ServerResponse,
  { status, headers, body }: WebAnswer,
): void {
  closeIfUnread(req, res);
  res.writeHead(status, {
    ...headers,
    ...(status === 304 ? {} : { 'content-length': Buffer.byteLength(body) }),
  });
  // To a HEAD, Node sends the headers alone.
  res.end(body);
}

/** Git shows plain text to its user, a browser a page. */
function answerError(
  req: IncomingMessage,
  res: ServerResponse,
  thrown: unknown,
  log: (line: string) => void,
): void {
  const error = toError(thrown);
  const status = STATUSES[error.name] ?? 500;
  if (status === 500 && !res.destroyed) {
    const place = (error.stack ?? `${error}`).replace(/\s+/g, ' ');
    log(`git: ${req.method} ${JSON.stringify(req.url)}: ${place}`);
  }
  if (res.headersSent || res.destroyed) {
    // Too late for an answer: that it is not whole is all that can be said.
    res.destroy();
    return;
  }
  const message = status === 500 ? 'The git host failed.' : error.message;
  if (status === 401) {
    res.setHeader('www-authenticate', 'Basic realm="o8 git", charset="UTF-8"');
  }
  if (req.headers.accept?.includes('text/html')) {
    send(req, res, errorPage(status, message));
    return;
  }
  const headers = { 'content-type': 'text/plain; charset=utf-8' };
  send(req, res, { status, headers, body: `${message}\n` });
}

/** What nobody reads of a body must not be taken for the next request. */
function closeIfUnread(req: IncomingMessage, res: ServerResponse): void {
  if (!req.complete && !['GET', 'HEAD'].includes(req.method ?? '')) {
    res.setHeader('connection', 'close');
  }
}
