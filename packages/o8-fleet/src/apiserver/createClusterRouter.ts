import compression from 'compression';
import express, {
  type Request,
  type RequestHandler,
  type Router,
} from 'express';
import PromiseRouter from 'express-promise-router';
import { constants } from 'node:zlib';
import { authorize, type TokenTable, type User } from './access';
import { answerError } from './answerError';
import { Catalog, serveDiscovery, toVersionInfo } from './discovery';
import { handleResource, type ClusterContext } from './handlers';
import { MERGE_PATCH_MEDIA_TYPE } from './mediaTypes';
import { parseRequestInfo } from './parseRequestInfo';
import { badRequest, unauthorized, unknownPath } from './refusals';

const GZIP_THRESHOLD_BYTES = 128 * 1024;
const MAX_BODY = '3mb';
const HEALTH = new Set(['/healthz', '/readyz', '/livez']);
const OPEN_TO_ALL = new Set([...HEALTH, '/version']);
const READ_METHODS = new Set(['GET', 'HEAD']);

/** What the API of one cluster is made of. */
export interface ClusterRouterOptions {
  context: ClusterContext;
  users: TokenTable<User>;
  kubernetesVersion: string;
}

/** Creates the Kubernetes API of one cluster, to be mounted at `/clusters/<name>`. */
export function createClusterRouter(options: ClusterRouterOptions): Router {
  const { context, users } = options;
  const catalog = new Catalog(context.store.definitions());
  const router = PromiseRouter();
  // MUST be first: a cluster that is down does not say who you are.
  router.use(async (req, res, next) => {
    if (await context.gate.pass(infoOf(req), req, res)) {
      next();
    }
  });
  router.use((req, res, next) => {
    const user = users.find(req.headers.authorization);
    const isOpen = OPEN_TO_ALL.has(req.path) && !req.headers.authorization;
    if (!user && !isOpen) {
      throw unauthorized();
    }
    res.locals.user = user;
    next();
  });
  router.use(gzip(), parseBody());
  router.use(serveServerPaths(options.kubernetesVersion));
  router.use(async (req, res) => {
    const info = infoOf(req);
    if (!info.isResource) {
      if (!READ_METHODS.has(req.method)) {
        throw unknownPath();
      }
      serveDiscovery(catalog, req, res);
      return;
    }
    const user: User = res.locals.user;
    authorize(user, info);
    const definition = catalog.find(info);
    if (!definition) {
      throw unknownPath();
    }
    await handleResource({ context, info, definition, req, res });
  });
  router.use(answerError);
  return router;
}

function infoOf(req: Request) {
  return parseRequestInfo({
    method: req.method,
    path: req.path,
    watch: req.query.watch,
  });
}

/** Version and health, which do not depend on what is installed. */
function serveServerPaths(kubernetesVersion: string): RequestHandler {
  const version = toVersionInfo(kubernetesVersion);
  return (req, res, next) => {
    if (!READ_METHODS.has(req.method)) {
      next();
    } else if (req.path === '/version') {
      res.json(version);
    } else if (HEALTH.has(req.path)) {
      res.type('text/plain').end('ok');
    } else {
      next();
    }
  };
}

/** For long answers; never for watches, whose lines must leave at once. */
function gzip(): RequestHandler {
  // Its types are those of Express 5; what it does is the same for both.
  const compress = compression({
    threshold: GZIP_THRESHOLD_BYTES,
    level: constants.Z_BEST_SPEED,
  }) as unknown as RequestHandler;
  return (req, res, next) => {
    const info = infoOf(req);
    if (info.isResource && info.verb === 'watch') {
      next();
      return;
    }
    // API servers know gzip and nothing newer.
    const accepted = String(req.headers['accept-encoding'] ?? '');
    req.headers['accept-encoding'] = /\bgzip\b/.test(accepted)
      ? 'gzip'
      : 'identity';
    compress(req, res, next);
  };
}

function parseBody(): RequestHandler {
  const parse = express.json({
    limit: MAX_BODY,
    strict: false,
    type: ['application/json', MERGE_PATCH_MEDIA_TYPE],
  });
  return (req, res, next) => {
    parse(req, res, error => {
      next(
        error ? badRequest(`the body is not valid JSON: ${error}`) : undefined,
      );
    });
  };
}
