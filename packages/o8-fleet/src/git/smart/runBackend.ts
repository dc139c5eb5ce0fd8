import type { IncomingMessage, ServerResponse } from 'node:http';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readStart, type Git } from '../program';
import { readCgiHead } from './readCgiHead';

/** One request for `git http-backend`. */
export interface BackendRequest {
  req: IncomingMessage;
  res: ServerResponse;
  git: Git;
  /** The CGI variables that say what is asked for. */
  env: Record<string, string>;
  /** Further arguments of git itself. */
  args?: readonly string[];
  /** The body, where it is not that of the request as it is. */
  body?: Readable;
  /** Is waited for when git is done, however it ended, before the answer ends. */
  afterGit?: () => Promise<void>;
}

/**
 * Lets git answer a request. It is ended when its client goes; what the client saw of
 * an answer that breaks off is broken off too.
 */
export async function runBackend(request: BackendRequest): Promise<void> {
  const { req, res, git, env, args = [], body = req } = request;
  const { afterGit = async () => {} } = request;
  const child = git.start([...args, 'http-backend'], {
    ...commonVariables(req),
    ...env,
  });
  const over = once(child, 'close');
  // Seen below; here only so that a failure before that is not unhandled.
  over.catch(() => {});
  const said = readStart(child);
  const onGone = () => child.kill();
  res.once('close', onGone);
  // Git may stop reading (EPIPE), and the client may go: both show in the answer.
  pipeline(body, child.stdin).catch(() => {});
  let failure: unknown;
  try {
    const { status, headers } = await readCgiHead(child.stdout);
    res.writeHead(status, headers.flat());
    await pipeline(child.stdout, res, { end: false });
  } catch (error) {
    child.kill();
    failure = error;
  }
  await over;
  res.off('close', onGone);
  await afterGit();
  if (res.destroyed) {
    return;
  }
  if (failure) {
    throw new Error(`${failure}: ${said() || 'it said nothing'}`);
  }
  res.end();
}

function commonVariables(req: IncomingMessage): Record<string, string> {
  const { headers } = req;
  const protocol = String(headers['git-protocol'] ?? '');
  return {
    GATEWAY_INTERFACE: 'CGI/1.1',
    SERVER_PROTOCOL: 'HTTP/1.1',
    REMOTE_ADDR: '127.0.0.1',
    REQUEST_METHOD: req.method ?? '',
    CONTENT_TYPE: headers['content-type'] ?? '',
    GIT_HTTP_EXPORT_ALL: '1',
    ...(/^[a-z0-9=:.-]{1,100}$/i.test(protocol)
      ? { GIT_PROTOCOL: protocol }
      : {}),
  };
}
