import type { AuditorService } from '@backstage/backend-plugin-api';
import type { Permission } from '@backstage/plugin-permission-common';
import type { Request, Response, Router } from 'express';
import type { Caller } from '../visibility';
import { auditRequest } from './auditRequest';
import { parseRequest } from './parseRequest';
import type { Route } from './Route';
import { sendAnswer } from './sendAnswer';

/** What all routes need around them. */
export interface MountOptions {
  auditor: AuditorService;
  /** Throws an `AuthenticationError` or a `NotAllowedError`. */
  callers: { of(req: Request, permission: Permission): Promise<Caller> };
}

/**
 * Adds routes to a router. Who asks and whether he may comes before anything of the
 * request is parsed, and that before anything is read.
 */
export function mountRoutes(
  router: Router,
  routes: Route[],
  options: MountOptions,
): void {
  for (const route of routes) {
    const { method, path } = route.definition;
    router[method](toExpressPath(path), async (req, res) => {
      const signal = signalOf(res);
      try {
        await answerRequest(route, { ...options, req, res, signal });
      } catch (error) {
        // Nobody is there whom it could be told.
        if (!signal.aborted) {
          throw error;
        }
      }
    });
  }
}

async function answerRequest(
  { definition, handle }: Route,
  options: MountOptions & { req: Request; res: Response; signal: AbortSignal },
): Promise<void> {
  const { auditor, callers, req, res, signal } = options;
  const answer = await auditRequest(
    { auditor, definition, req },
    {
      authorize: () => callers.of(req, definition.permission),
      parse: () => parseRequest(definition, req, res),
      handle: (caller, input) =>
        handle({ caller, credentials: caller.credentials, ...input, signal }),
    },
  );
  if (!signal.aborted) {
    await sendAnswer(req, res, answer);
  }
}

function toExpressPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

/** Aborted when the client goes away before its answer. */
function signalOf(res: Response): AbortSignal {
  const controller = new AbortController();
  res.once('close', () => {
    if (!res.writableEnded) {
      controller.abort();
    }
  });
  return controller.signal;
}
