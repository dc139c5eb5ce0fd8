import compression from 'compression';
import express, {
  type Request,
  type RequestHandler,
  type Router,
} from 'express';
import PromiseRouter from 'express-promise-router';
import { constants } from 'node:zlib';
import type { ResourceDefinition } from '../types';
import { authorize, type TokenTable, type User } from './access';
import { answerError } from './answerError';
import { followDefinitions } from './definitions';
import { Catalog, serveDiscovery, toVersionInfo } from './discovery';
import { handleResource, type ClusterContext } from './handlers';
import { MERGE_PATCH_MEDIA_TYPE, PROTOBUF_MEDIA_TYPE } from './mediaTypes';
import { parseRequestInfo } from './parseRequestInfo';
import {
  badRequest,
  tooLargeBody,
  unauthorized,
  unknownPath,
} from './refusals';
import { answerReview, isReview, REVIEW_DEFINITIONS } from './reviews';

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
  const currentCatalog = followCatalog(context);
  const router = PromiseRouter();
  // MUST be first: a cluster that is down does not say who you are.
  router.use(async (req, res, next) => {
    const setDate = () => res.setHeader('Date', context.now().toUTCString());
    setDate();
    if (await context.gate.pass(infoOf(req), req, res)) {
      setDate();
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
  router.use(gzip(), parseBody(), parseProtobuf());
  router.use(serveServerPaths(options.kubernetesVersion));
  router.use(async (req, res) => {
    const info = infoOf(req);
    const catalog = currentCatalog();
    if (!info.isResource) {
      if (!READ_METHODS.has(req.method)) {
        throw unknownPath();
      }
      const isStale = (group: string) => context.gate.hidesGroup(group);
      serveDiscovery({ catalog, isStale }, req, res);
      return;
    }
    const user: User = res.locals.user;
    const definition = catalog.find(info);
    if (definition && isReview(definition)) {
      answerReview({ user, info, definition, req, res });
      return;
    }
    authorize(user, info);
    if (!definition) {
      throw unknownPath();
    }
    await handleResource({ context, info, definition, req, res });
  });
  router.use(answerError);
  return router;
}

/** What is served changes with the definitions, of which each change makes another list. */
function followCatalog({ store, gate }: ClusterContext): () => Catalog {
  followDefinitions({ store, gate });
  let known: readonly ResourceDefinition[] | undefined;
  let catalog: Catalog | undefined;
  return () => {
    const definitions = store.definitions();
    if (!catalog || definitions !== known) {
      known = definitions;
      catalog = new Catalog([...definitions, ...REVIEW_DEFINITIONS]);
    }
    return catalog;
  };
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
      next(error ? refusalOf(error) : undefined);
    });
  };
}

/** As bytes: whoever can read it does. */
function parseProtobuf(): RequestHandler {
  const parse = express.raw({ limit: MAX_BODY, type: PROTOBUF_MEDIA_TYPE });
  return (req, res, next) => {
    parse(req, res, error => next(error ? refusalOf(error) : undefined));
  };
}

function refusalOf(error: { type?: string }) {
  return error.type === 'entity.too.large'
    ? tooLargeBody(MAX_BODY)
    : badRequest(`the body is not valid JSON: ${error}`);
}
