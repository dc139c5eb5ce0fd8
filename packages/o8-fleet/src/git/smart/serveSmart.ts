import {
  AuthenticationError,
  InputError,
  NotFoundError,
} from '@backstage/errors';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { MAIN_BRANCH_POLICY, type Git } from '../program';
import type { Repositories, Repository } from '../repositories';
import { GIT_USER, isAuthorized } from './isAuthorized';
import type { SmartRequest } from './parseSmartRequest';
import { readPushCommands } from './readPushCommands';
import { runBackend } from './runBackend';

// The branch of what a push creates.
const DEFAULT_BRANCH = 'main';

/** What the smart protocol is served from. */
export interface SmartOptions {
  git: Git;
  repositories: Repositories;
  token: string;
  /** Hears the path of a repository whose refs a push has changed. */
  onPush(repositoryPath: string): void;
}

/** Answers git clients: reading is free, pushing needs the token. */
export async function serveSmart(
  req: IncomingMessage,
  res: ServerResponse,
  request: SmartRequest,
  options: SmartOptions,
): Promise<void> {
  const { git, repositories, token } = options;
  const isPush = request.service === 'git-receive-pack';
  if (isPush && !isAuthorized(req.headers.authorization, token)) {
    throw new AuthenticationError(
      `Pushing needs the user ${GIT_USER} and the token of this git host`,
    );
  }
  const repository = await findRepository(request, repositories);
  const env = {
    GIT_PROJECT_ROOT: repositories.folder,
    ...(isPush ? { REMOTE_USER: GIT_USER } : {}),
  };
  const pathInfo = `/${request.repositoryPath}.git`;
  if (request.isAdvertisement) {
    await runBackend({
      req,
      res,
      git,
      env: {
        ...env,
        PATH_INFO: `${pathInfo}/info/refs`,
        QUERY_STRING: `service=${request.service}`,
      },
    });
    return;
  }
  const rpc = { ...env, PATH_INFO: `${pathInfo}/${request.service}` };
  if (isPush) {
    await servePush({ req, res, env: rpc, repository, ...options });
    return;
  }
  await runBackend({ req, res, git, env: { ...rpc, ...bodyVariables(req) } });
}

/**
 * Whoever may push creates by pushing. The first request needs a repository to answer
 * from: one that stays empty is removed at the next start.
 */
async function findRepository(
  { repositoryPath, service, isAdvertisement }: SmartRequest,
  repositories: Repositories,
): Promise<Repository> {
  if (service === 'git-receive-pack' && isAdvertisement) {
    return repositories.findOrCreate(repositoryPath, DEFAULT_BRANCH);
  }
  const repository = await repositories.find(repositoryPath);
  if (!repository) {
    throw new NotFoundError(`There is no repository ${repositoryPath}`);
  }
  return repository;
}

async function servePush(
  options: SmartOptions & {
    req: IncomingMessage;
    res: ServerResponse;
    env: Record<string, string>;
    repository: Repository;
  },
): Promise<void> {
  const { req, res, git, env, repository, onPush } = options;
  const body = unpack(req);
  const commands = await readPushCommands(body);
  if (!commands) {
    throw new InputError('The body of the push is not one');
  }
  const main = `refs/heads/${await repository.mainBranch()}`;
  const before = await repository.fingerprint();
  await runBackend({
    req,
    res,
    git,
    env,
    args: commands.refs.includes(main) ? MAIN_BRANCH_POLICY : [],
    body: Readable.from(concat(commands.read, body)),
    // Before the answer ends: a push that is over was heard. And also when its client
    // is gone, because what git did is done.
    async afterGit() {
      if ((await repository.fingerprint()) !== before) {
        onPush(repository.path);
      }
    },
  });
}

/** The commands of a push are read here, so a packed one is unpacked here too. */
function unpack(req: IncomingMessage): Readable {
  const encoding = req.headers['content-encoding'] ?? 'identity';
  if (encoding === 'identity') {
    return req;
  }
  if (!['gzip', 'x-gzip'].includes(encoding)) {
    throw new InputError('The body must be plain or gzip');
  }
  const gunzip = createGunzip();
  req.once('error', error => gunzip.destroy(error));
  return req.pipe(gunzip);
}

async function* concat(first: Buffer, rest: Readable) {
  yield first;
  yield* rest;
}

/** Git unpacks the requests of readers itself, and has to know where they end. */
function bodyVariables(req: IncomingMessage): Record<string, string> {
  const { 'content-length': length, 'content-encoding': encoding } =
    req.headers;
  return {
    ...(length === undefined ? {} : { CONTENT_LENGTH: length }),
    ...(encoding === undefined ? {} : { HTTP_CONTENT_ENCODING: encoding }),
  };
}
