import {
  coreServices,
  createBackendPlugin,
  type HttpAuthService,
} from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import express, { type Request, type Response } from 'express';
import PromiseRouter from 'express-promise-router';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const MAX_ANSWER = '16mb';
const KEPT_HEADERS = ['content-type', 'content-encoding', 'etag'] as const;

/** The bytes of an answer, and what goes with them. */
interface KeptAnswer {
  headers: Record<string, string>;
  body: Buffer;
}

/**
 * The floors of the bench, and the figures of this process: routes of the same framework
 * that answer bytes from memory, for everybody and for users whose token is verified.
 */
export const benchPlugin = createBackendPlugin({
  pluginId: 'bench',
  register(env) {
    env.registerInit({
      deps: {
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
      },
      async init({ httpAuth, httpRouter }) {
        httpRouter.use(createBenchRouter(httpAuth));
        httpRouter.addAuthPolicy({ path: '/open', allow: 'unauthenticated' });
      },
    });
  },
});

function createBenchRouter(httpAuth: HttpAuthService): express.Router {
  const answers = new Map<string, KeptAnswer>();
  const router = PromiseRouter();
  const assertService = (req: Request) =>
    httpAuth.credentials(req, { allow: ['service'] });
  const send = (req: Request, res: Response) => {
    const answer = answers.get(req.params.name);
    if (!answer) {
      throw new NotFoundError(`There is no answer "${req.params.name}"`);
    }
    res.set(answer.headers).end(answer.body);
  };

  // As it goes over the wire: what is compressed stays so.
  const readBytes = express.raw({
    type: () => true,
    inflate: false,
    limit: MAX_ANSWER,
  });
  router.put('/answers/:name', readBytes, async (req, res) => {
    await assertService(req);
    if (!Buffer.isBuffer(req.body)) {
      throw new InputError('There is no body');
    }
    const headers: Record<string, string> = {
      'cache-control': 'private, no-cache',
    };
    for (const name of KEPT_HEADERS) {
      const value = req.get(`x-answer-${name}`);
      if (value) {
        headers[name] = value;
      }
    }
    answers.set(req.params.name, { headers, body: req.body });
    res.status(204).end();
  });
  router.get('/open/:name', send);
  router.get('/token/:name', async (req, res) => {
    await httpAuth.credentials(req, { allow: ['user'] });
    send(req, res);
  });
  router.get('/process', async (req, res) => {
    await assertService(req);
    res.json(readProcess());
  });
  router.post('/gc', async (req, res) => {
    await assertService(req);
    collectGarbage();
    res.json(readProcess());
  });
  return router;
}

function readProcess() {
  const { rss, heapUsed, external } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  return {
    rssBytes: rss,
    heapBytes: heapUsed,
    externalBytes: external,
    cpuMs: (user + system) / 1_000,
  };
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const gc: () => void = runInNewContext('gc');
  gc();
}
