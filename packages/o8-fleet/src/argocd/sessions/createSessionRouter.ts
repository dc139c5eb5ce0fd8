import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { parseBody } from '../parseBody';
import type { Sessions } from './Sessions';

const loginSchema = z.object({
  username: z.string().default(''),
  password: z.string().default(''),
});

/** Logging in, and who one is: `/api/v1/session`. */
export function createSessionRouter(sessions: Sessions): Router {
  const router = PromiseRouter();
  router.post('/', async (req, res) => {
    const { username, password } = parseBody(loginSchema, req.body);
    res.json({ token: await sessions.logIn(username, password) });
  });
  router.get('/userinfo', (req, res) => {
    const caller = sessions.findQuietly(req.headers);
    res.json(
      caller
        ? { loggedIn: true, username: caller.account.name, iss: 'argocd' }
        : {},
    );
  });
  // As the real one: only a browser forgets something, the token stays good.
  router.delete('/', (_req, res) => {
    res.json({});
  });
  return router;
}
