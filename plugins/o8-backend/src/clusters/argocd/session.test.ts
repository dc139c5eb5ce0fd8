import { createMockDirectory } from '@backstage/backend-test-utils';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendJson, startFakeApi } from '../__testUtils__/startFakeApi';
import { ArgocdConnection, type ArgocdConnectionOptions } from '.';

const PASSWORD = 'very-secret-password';
const { signal } = new AbortController();
const APPLICATIONS = {
  group: 'argoproj.io',
  version: 'v1alpha1',
  kind: 'Application',
  plural: 'applications',
};

type Handler = (
  path: string,
  res: ServerResponse,
  query: URLSearchParams,
  req: IncomingMessage,
) => boolean | void;

/** A token of which only the times can be read. */
function createToken(lifetimeSeconds: number, iat = 1_000) {
  const claims = { iat, exp: iat + lifetimeSeconds };
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return `head.${payload}.${Math.random()}`;
}

describe('the session of an Argo CD', () => {
  const directory = createMockDirectory();
  let api: Awaited<ReturnType<typeof startFakeApi>>;
  let connection: ArgocdConnection;

  async function connect(
    handler: Handler,
    options: Partial<ArgocdConnectionOptions> = {},
  ) {
    api = await startFakeApi((req, res) => {
      const { pathname, searchParams } = new URL(req.url!, 'http://x');
      if (handler(pathname.replace('/hub', ''), res, searchParams, req)) {
        return;
      }
      if (!res.writableEnded && !res.headersSent) {
        sendJson(res, { error: 'no', code: 5, message: 'no' }, 404);
      }
    });
    connection = new ArgocdConnection({
      url: `${api.url}/hub/`,
      auth: { username: 'o8', password: PASSWORD },
      ...options,
      timing: {
        answerTimeoutMs: 2_000,
        stallTimeoutMs: 2_000,
        ...options.timing,
      },
    });
  }

  afterEach(async () => {
    await connection.close();
    await api.close();
  });

  const failure = (attempt: Promise<unknown>) =>
    attempt.then(
      () => undefined,
      error => error,
    );
  const logins = () => api.requests.filter(({ method }) => method === 'POST');

  /** Signs everybody in with what a test makes up, and answers probes. */
  const welcoming =
    (
      toToken: () => string,
      isAccepted: (token: string) => boolean = () => true,
    ): Handler =>
    (path, res, _, req) => {
      const token = req.headers.authorization?.split(' ')[1] ?? '';
      if (path === '/api/v1/session') {
        sendJson(res, { token: toToken() });
      } else if (path === '/api/v1/session/userinfo') {
        sendJson(
          res,
          isAccepted(token) ? { loggedIn: true } : { message: 'expired' },
          isAccepted(token) ? 200 : 401,
        );
      } else if (path === '/api/version') {
        sendJson(res, { Version: '<b>not a version</b>' });
      }
      return res.writableEnded;
    };

  async function listAll() {
    const names: string[] = [];
    let version = '';
    for await (const page of connection.list(APPLICATIONS, { signal })) {
      names.push(...page.objects.map(({ metadata }) => metadata.name));
      version = page.resourceVersion;
    }
    return { names, version };
  }

  it('signs in once, however many ask, below the path of the URL', async () => {
    await connect(welcoming(() => createToken(86_400)));
    await Promise.all(
      Array.from({ length: 5 }, () => connection.probe({ signal })),
    );
    await connection.probe({ signal });
    expect(logins().map(({ url }) => url)).toEqual(['/hub/api/v1/session']);
  });

  it('believes no version that is none', async () => {
    await connect(welcoming(() => createToken(86_400)));
    expect(await connection.probe({ signal })).toEqual({});
  });

  it.each([
    ['short', 1, 1_000],
    // Its clock is far ahead: only how long the session lives counts.
    ['short, by another clock', 1, 9_999_999_999],
  ])(
    'renews a session that is %s, before it ends',
    async (_, lifetime, iat) => {
      await connect(welcoming(() => createToken(lifetime, iat)));
      await connection.probe({ signal });
      await connection.probe({ signal });
      expect(logins()).toHaveLength(1);
      const deadline = Date.now() + 10_000;
      while (logins().length < 2 && Date.now() < deadline) {
        await connection.probe({ signal });
      }
      expect(logins()).toHaveLength(2);
    },
  );

  it('is not hurried by a server whose clock is behind', async () => {
    await connect(welcoming(() => createToken(86_400, 1)));
    await connection.probe({ signal });
    await connection.probe({ signal });
    expect(logins()).toHaveLength(1);
  });

  it('signs in again when a session is refused, but not in a loop', async () => {
    const tokens: string[] = [];
    const refused = new Set<string>();
    await connect(
      welcoming(
        () => {
          tokens.push(createToken(86_400));
          return tokens[tokens.length - 1];
        },
        token => !refused.has(token),
      ),
      { timing: { pollIntervalMs: 150 } },
    );
    await connection.probe({ signal });
    refused.add(tokens[0]);
    // So young that signing in again would have no other end.
    expect(await failure(connection.probe({ signal }))).toMatchObject({
      code: 'unauthorized',
    });
    expect(logins()).toHaveLength(1);
    const deadline = Date.now() + 5_000;
    while (logins().length < 2 && Date.now() < deadline) {
      await failure(connection.probe({ signal }));
    }
    await connection.probe({ signal });
    expect(logins()).toHaveLength(2);
  });

  it('signs in again when it is told that it is not logged in', async () => {
    const tokens: string[] = [];
    await connect(
      (path, res, _, req) => {
        if (path === '/api/v1/session') {
          tokens.push(createToken(86_400));
          sendJson(res, { token: tokens[tokens.length - 1] });
        } else if (path === '/api/v1/session/userinfo') {
          // As the real one: whoever it does not know gets 200 all the same.
          const last = tokens[tokens.length - 1];
          const isKnown = req.headers.authorization === `Bearer ${last}`;
          sendJson(res, isKnown ? { loggedIn: true } : {});
        } else if (path === '/api/version') {
          sendJson(res, {});
        }
      },
      { timing: { pollIntervalMs: 0 } },
    );
    await connection.probe({ signal });
    tokens.push('revoked all before');
    await connection.probe({ signal });
    expect(logins()).toHaveLength(2);
  });

  it('does not try a refused password again by another connection', async () => {
    await connect((path, res) => {
      if (path === '/api/v1/session') {
        sendJson(res, { message: 'no' }, 401);
      }
    });
    await failure(connection.probe({ signal }));
    await connection.close();
    const next = (password: string) =>
      new ArgocdConnection({
        url: `${api.url}/hub/`,
        auth: { username: 'o8', password },
      });
    connection = next(PASSWORD);
    expect(await failure(connection.probe({ signal }))).toMatchObject({
      code: 'unauthorized',
      retryAfterMs: expect.any(Number),
    });
    expect(logins()).toHaveLength(1);
    await connection.close();
    connection = next('put right');
    await failure(connection.probe({ signal }));
    expect(logins()).toHaveLength(2);
  });

  it.each([
    [401, 'Invalid username or password'],
    [429, 'locked'],
    [403, `do not send ${PASSWORD} again`],
  ])(
    'tries a password that was refused with %d once',
    async (status, message) => {
      await connect((path, res) => {
        if (path === '/api/v1/session') {
          sendJson(res, { error: message, code: 16, message }, status);
        }
      });
      const errors = await Promise.all([
        failure(connection.probe({ signal })),
        failure(listAll()),
      ]);
      errors.push(await failure(connection.probe({ signal })));
      for (const error of errors) {
        expect(error).toMatchObject({
          name: 'ClusterError',
          code: 'unauthorized',
        });
        expect(error.message).toMatch(/^Signing in was refused/);
        expect(error.message).not.toContain(PASSWORD);
        expect(error.retryAfterMs).toBeGreaterThan(290_000);
        expect(error.retryAfterMs).toBeLessThanOrEqual(300_000);
      }
      expect(logins()).toHaveLength(1);
    },
  );

  it('tries again after the pause', async () => {
    await connect(
      (path, res) => {
        if (path === '/api/v1/session') {
          sendJson(res, { message: 'no' }, 401);
        }
      },
      { timing: { signInPauseMs: 100 } },
    );
    const deadline = Date.now() + 5_000;
    while (logins().length < 3 && Date.now() < deadline) {
      await failure(connection.probe({ signal }));
    }
    expect(logins()).toHaveLength(3);
  });

  it.each([500, 503])('does not hold %d against the password', async status => {
    await connect((path, res) => {
      if (path === '/api/v1/session') {
        sendJson(res, { message: 'starting' }, status);
      }
    });
    expect(await failure(connection.probe({ signal }))).toMatchObject({
      code: 'failed',
    });
    await failure(connection.probe({ signal }));
    expect(logins()).toHaveLength(2);
  });

  it('looks at a password in a file without asking anybody', async () => {
    const passwordFile = directory.resolve('password');
    directory.addContent({ password: 'wrong' });
    await connect(
      (path, res) => {
        if (path === '/api/v1/session') {
          sendJson(res, { message: 'no' }, 401);
        }
      },
      {
        auth: { username: 'o8', passwordFile },
        timing: { pollIntervalMs: 1_234 },
      },
    );
    const { retryAfterMs } = await failure(connection.probe({ signal }));
    expect(retryAfterMs).toBe(1_234);
    directory.addContent({ password: 'another' });
    await failure(connection.probe({ signal }));
    expect(logins()).toHaveLength(2);
    await failure(connection.probe({ signal }));
    expect(logins()).toHaveLength(2);
  });
});
