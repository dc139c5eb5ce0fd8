import express, {
  type Request,
  type RequestHandler,
  type Router,
} from 'express';
import PromiseRouter from 'express-promise-router';
import type { RequestInfo } from '../apiserver/RequestInfo';
import { ARGOCD_NAMESPACE } from '../content/objects/Application';
import { createApplicationRouter, streamApplications } from './applications';
import type { ArgoCdContext } from './ArgoCdContext';
import { answerGrpcError, GrpcError, invalidArgument } from './errors';
import { createPlatformRouter } from './platform';
import { createSessionRouter } from './sessions';

/** The release whose behaviour this is. */
const VERSION = 'v3.5.1';
const MAX_BODY = '1mb';
const STREAM = '/api/v1/stream/applications';

/** Creates the API of one Argo CD, to be mounted at `/argocd/<cluster>`. */
export function createArgoCdRouter(context: ArgoCdContext): Router {
  const { gate, sessions } = context;
  const router = PromiseRouter({ caseSensitive: true, strict: true });
  // MUST be first: one that is down does not say who you are.
  router.use(async (req, res, next) => {
    if (await gate.pass(infoOf(req), req, res)) {
      next();
    }
  });
  router.use(requireJson(), parseJson());
  router.get('/api/version', (_req, res) => {
    res.json({ Version: VERSION });
  });
  router.get('/api/v1/settings', (req, res) => {
    res.json(describeSettings(req, Boolean(sessions.findQuietly(req.headers))));
  });
  router.use('/api/v1/session', createSessionRouter(sessions));
  router.use('/api/v1', (req, res, next) => {
    res.locals.caller = sessions.require(req.headers);
    next();
  });
  router.get(STREAM, (req, res) =>
    streamApplications(context, { req, res, info: infoOf(req) }),
  );
  router.use('/api/v1/applications', createApplicationRouter(context));
  router.use('/api/v1', createPlatformRouter(context));
  router.use(() => {
    throw new GrpcError('notFound', 'Not Found');
  });
  router.use(answerGrpcError);
  return router;
}

/** Faults of `applications` are for all that has to do with them; a stream is a watch. */
function infoOf({ method, path }: Request): RequestInfo {
  const verb = method.toLocaleLowerCase('en-US');
  const [, , , resource, name] = path.split('/');
  const isStream = path === STREAM;
  if (!isStream && resource !== 'applications') {
    return { isResource: false, path, verb };
  }
  const reading = name ? 'get' : 'list';
  const writing = 'update';
  const plain = method === 'GET' ? reading : writing;
  return {
    isResource: true,
    verb: isStream ? 'watch' : plain,
    group: 'argoproj.io',
    version: 'v1alpha1',
    plural: 'applications',
  };
}

/** So that no form of a page of another site is ever read; the header has no parameters. */
function requireJson(): RequestHandler {
  return (req, res, next) => {
    const type = req.headers['content-type']?.toLocaleLowerCase('en-US');
    if (req.method === 'GET' || type === 'application/json') {
      next();
    } else {
      res.status(415).type('text/plain').send('Invalid content type\n');
    }
  };
}

function parseJson(): RequestHandler {
  const parse = express.json({ limit: MAX_BODY });
  return (req, res, next) => {
    parse(req, res, error => {
      next(error ? invalidArgument(`${error.message}`) : undefined);
    });
  };
}

function describeSettings(req: Request, isLoggedIn: boolean): object {
  return {
    // A port that was free is only known once it listens.
    url: `https://localhost:${req.socket.localPort}${req.baseUrl}`,
    statusBadgeEnabled: false,
    trackingMethod: 'annotation',
    appLabelKey: 'app.kubernetes.io/instance',
    appsInAnyNamespaceEnabled: true,
    ...(isLoggedIn && { controllerNamespace: ARGOCD_NAMESPACE }),
  };
}
