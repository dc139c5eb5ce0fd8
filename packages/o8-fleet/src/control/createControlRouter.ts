import { AuthenticationError, InputError } from '@backstage/errors';
import express, {
  type Request,
  type RequestHandler,
  type Router,
} from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { faultSchema, type TokenTable } from '../apiserver';
import { answerError } from './answerError';
import { assertLocal } from './assertLocal';
import type { FleetControl } from './FleetControl';

const MAX_AGE_MS = 10 * 365 * 24 * 60 * 60 * 1000;
const MAX_CLOCK_OFFSET_MS = 365 * 24 * 60 * 60 * 1000;
const MAX_CHURN_PER_SECOND = 10_000;

const ageSchema = z.strictObject({
  byMs: z.number().int().positive().max(MAX_AGE_MS),
  kinds: z.array(z.string()).min(1).optional(),
});
const churnSchema = z.strictObject({
  perSecond: z.number().nonnegative().max(MAX_CHURN_PER_SECOND),
});
const clockSchema = z.strictObject({
  offsetMs: z.number().int().min(-MAX_CLOCK_OFFSET_MS).max(MAX_CLOCK_OFFSET_MS),
});
const definitionSchema = z.strictObject({
  group: z.string().min(1),
  version: z.string().min(1),
  kind: z.string().min(1),
  plural: z.string().min(1),
  singular: z.string().min(1),
  shortNames: z.array(z.string().min(1)).optional(),
  namespaced: z.boolean(),
});
const kindSchema = z.strictObject({
  group: z.string(),
  kind: z.string().min(1),
});
const scopeSchema = z.union([
  z.strictObject({ group: z.string(), plural: z.string().min(1) }),
  z.strictObject({}).transform(() => undefined),
]);

/** Creates the control endpoint, to be mounted at `/control`. */
export function createControlRouter(options: {
  control: FleetControl;
  tokens: TokenTable<'control'>;
  /** Gets one line for each write. */
  log: (line: string) => void;
}): Router {
  const { control, tokens, log } = options;
  const router = PromiseRouter();
  router.use((req, _res, next) => {
    assertLocal(req.headers);
    if (!tokens.find(req.headers.authorization)) {
      throw new AuthenticationError('The token of the control is missing');
    }
    next();
  });
  router.use(parseJson(), logWrites(log));
  router.get('/', (_req, res) => {
    res.json(control.state());
  });
  addClusterRoutes(router, control);
  router.put('/churn', (req, res) => {
    control.setChurn(parse(churnSchema, req.body).perSecond);
    res.status(204).end();
  });
  router.post('/modules/:module/:event', (req, res) => {
    control.trigger(req.params.module, req.params.event);
    res.status(204).end();
  });
  router.use((_req, res) => {
    const message = 'There is nothing at this path';
    res.status(404).json({ error: { name: 'NotFoundError', message } });
  });
  router.use(answerError);
  return router;
}

function addClusterRoutes(router: Router, control: FleetControl): void {
  router.put('/clusters/:cluster/fault', (req, res) => {
    control.setFault(req.params.cluster, parse(faultSchema, req.body));
    res.status(204).end();
  });
  router.delete('/clusters/:cluster/fault', (req, res) => {
    const { cluster } = req.params;
    control.clearFault(cluster, parse(scopeSchema, req.query));
    res.status(204).end();
  });
  router.post('/clusters/:cluster/age', async (req, res) => {
    const { cluster } = req.params;
    const objects = await control.age(cluster, parse(ageSchema, req.body));
    res.json({ objects });
  });
  router.post('/clusters/:cluster/compact', (req, res) => {
    control.compact(req.params.cluster);
    res.status(204).end();
  });
  router.post('/clusters/:cluster/restore', (req, res) => {
    control.restore(req.params.cluster);
    res.status(204).end();
  });
  router.put('/clusters/:cluster/clock', (req, res) => {
    control.setClock(req.params.cluster, parse(clockSchema, req.body));
    res.status(204).end();
  });
  router.put('/clusters/:cluster/definitions', (req, res) => {
    const { cluster } = req.params;
    control.setDefinition(cluster, parse(definitionSchema, req.body));
    res.status(204).end();
  });
  router.delete('/clusters/:cluster/definitions', (req, res) => {
    const { cluster } = req.params;
    control.removeDefinition(cluster, parse(kindSchema, req.query));
    res.status(204).end();
  });
}

/** A form that a page could send without asking is never read. */
function parseJson(): RequestHandler {
  const parseBody = express.json();
  return (req, res, next) => {
    if (hasBody(req) && !req.is('application/json')) {
      next(new InputError('The body must be application/json'));
      return;
    }
    parseBody(req, res, error => {
      next(
        error ? new InputError(`The body is not JSON: ${error}`) : undefined,
      );
    });
  };
}

function hasBody(req: Request): boolean {
  const { 'content-length': length, 'transfer-encoding': encoding } =
    req.headers;
  return encoding !== undefined || (length !== undefined && length !== '0');
}

function logWrites(log: (line: string) => void): RequestHandler {
  return (req, res, next) => {
    if (req.method !== 'GET') {
      res.once('finish', () => {
        const body = JSON.stringify(req.body ?? {});
        log(`control: ${req.method} ${req.url} ${body} -> ${res.statusCode}`);
      });
    }
    next();
  };
}

function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const { success, data, error } = schema.safeParse(value);
  if (!success) {
    throw new InputError(z.prettifyError(error));
  }
  return data;
}
