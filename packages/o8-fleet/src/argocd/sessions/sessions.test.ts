import { ArgoCdClient, createDataDir } from '../../__testUtils__';
import type { Fleet } from '../../Fleet';
import { startFleet } from '../../startFleet';
import { LoginFailures } from './LoginFailures';
import { Sessions } from './Sessions';
import { signToken, verifyToken } from './SignedToken';

jest.setTimeout(30_000);

const MINUTE_MS = 60_000;
const INVALID = {
  error: 'Invalid username or password',
  code: 16,
  message: 'Invalid username or password',
};

describe('the sessions of an Argo CD', () => {
  const dataDir = createDataDir();
  let nowMs = Date.parse('2026-06-01T00:00:00Z');
  let fleet: Fleet;
  let hub: ArgoCdClient;
  let stage: ArgoCdClient;

  beforeAll(async () => {
    fleet = await startFleet({
      dataDir,
      seed: 1,
      modules: 1,
      life: false,
      now: () => new Date(nowMs),
    });
    hub = new ArgoCdClient(fleet);
    stage = new ArgoCdClient(fleet, 'stage-1');
  });

  afterAll(async () => {
    await hub.close();
    await stage.close();
    await fleet.close();
  });

  it('are there wherever an Argo CD is, and nowhere else', async () => {
    expect(fleet.argocd.map(({ name }) => name)).toEqual(['hub', 'stage-1']);
    expect(fleet.description.argocd).toEqual(fleet.argocd);
    for (const path of ['/../eu-1/api/version', '/../hub/api/version']) {
      expect((await stage.call(path)).status).toBe(404);
    }
  });

  it('begin with the password, and end after a day', async () => {
    const { status, body } = await hub.logIn();
    expect(status).toBe(200);
    const { token } = body;
    const info = await hub.call('/api/v1/session/userinfo', { token });
    expect(info.body).toEqual({
      loggedIn: true,
      username: 'portal-user',
      iss: 'argocd',
    });
    expect((await hub.call('/api/v1/projects', { token })).status).toBe(200);
    nowMs += 24 * 60 * MINUTE_MS;
    const over = await hub.call('/api/v1/projects', { token });
    expect(over.status).toBe(401);
    expect(over.body).toMatchObject({
      code: 16,
      message: 'invalid session: token has invalid claims: token is expired',
    });
  });

  it('are good for one instance alone, and only as they were signed', async () => {
    const { token } = (await hub.logIn()).body;
    const [header, , signature] = token.split('.');
    const claims = { sub: 'portal-user:login', exp: 9e9 };
    const forged = Buffer.from(JSON.stringify(claims)).toString('base64url');
    const unsigned = Buffer.from('{"alg":"none"}').toString('base64url');
    expect((await stage.call('/api/v1/projects', { token })).status).toBe(401);
    for (const wrong of [
      'x',
      `${header}.${forged}.${signature}`,
      `${unsigned}.${forged}.`,
      fleet.tokens.admin,
    ]) {
      const answer = await hub.call('/api/v1/projects', { token: wrong });
      expect(answer.status).toBe(401);
      expect(answer.body.code).toBe(16);
    }
    const nobody = await hub.call('/api/v1/projects', { token: null });
    expect(nobody.body.message).toBe('no session information');
    const info = await hub.call('/api/v1/session/userinfo', { token: null });
    expect(info.body).toEqual({});
  });

  it('know the owner of the token, also in a cookie', async () => {
    const info = await hub.call('/api/v1/session/userinfo');
    expect(info.body).toMatchObject({ username: 'portal' });
    const cookie = `a=b; argocd.token=${fleet.tokens.argocd}`;
    const answer = await hub.call('/api/v1/projects', {
      token: null,
      headers: { cookie },
    });
    expect(answer.status).toBe(200);
  });

  it('take JSON alone', async () => {
    const answer = await hub.call('/api/v1/session', {
      method: 'POST',
      token: null,
      headers: { 'content-type': 'text/plain' },
      body: {},
    });
    expect(answer.status).toBe(415);
    const empty = await hub.call('/api/v1/session', {
      method: 'POST',
      token: null,
      body: {},
    });
    expect(empty.body.message).toBe('no credentials supplied');
    const long = await hub.logIn('x', 'x'.repeat(33));
    expect(long.status).toBe(400);
    const odd = await hub.call('/api/v1/session', {
      method: 'POST',
      token: null,
      body: { username: 5 },
    });
    expect(odd.status).toBe(400);
  });

  it('are shut after five wrong passwords, for five minutes', async () => {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const { status, body } = await hub.logIn('wrong');
      expect(status).toBe(401);
      expect(body).toEqual(INVALID);
    }
    nowMs += 5 * MINUTE_MS;
    const locked = await hub.logIn();
    expect([locked.status, locked.body]).toEqual([401, INVALID]);
    // Another instance, and the account of the token, know nothing of it.
    expect((await stage.logIn()).status).toBe(200);
    expect((await hub.call('/api/v1/projects')).status).toBe(200);
    nowMs += 1;
    expect((await hub.logIn()).status).toBe(200);
  });

  it('forget failures when a login succeeds', async () => {
    for (let attempt = 0; attempt < 4; attempt += 1) await hub.logIn('wrong');
    expect((await hub.logIn()).status).toBe(200);
    await hub.logIn('wrong');
    expect((await hub.logIn()).status).toBe(200);
  });

  it('go on after the logout of a browser', async () => {
    const { token } = (await hub.logIn()).body;
    const answer = await hub.call('/api/v1/session', {
      method: 'DELETE',
      token,
    });
    expect([answer.status, answer.body]).toEqual([200, {}]);
    expect((await hub.call('/api/v1/projects', { token })).status).toBe(200);
  });

  it('say which release it is, and where it is', async () => {
    const version = await hub.call('/api/version', { token: null });
    expect(version.body).toEqual({ Version: 'v3.5.1' });
    const settings = await hub.call('/api/v1/settings', { token: null });
    expect(settings.body.url).toBe(fleet.argocd[0].url);
    expect(settings.body).not.toHaveProperty('controllerNamespace');
    const known = await hub.call('/api/v1/settings');
    expect(known.body.controllerNamespace).toBe('argocd');
  });
});

describe('Sessions', () => {
  it('let only so many log in at once', async () => {
    const now = () => new Date(0);
    const options = { instance: 'hub', token: 't', password: 'p', now };
    const sessions = new Sessions(options);
    const all = Array.from({ length: 51 }, () =>
      sessions.logIn('portal-user', 'p').then(
        () => 'ok',
        error => error.message,
      ),
    );
    const answers = await Promise.all(all);
    expect(answers.filter(each => each === 'ok')).toHaveLength(50);
    expect(answers[50]).toBe('Invalid username or password');
    await expect(sessions.logIn('portal-user', 'p')).resolves.toBeDefined();
  });
});

describe('LoginFailures', () => {
  it('remembers a bounded number of names, the newest', () => {
    const failures = new LoginFailures(() => new Date(0));
    for (let attempt = 0; attempt < 5; attempt += 1) failures.fail('mine');
    for (let index = 0; index < 9_999; index += 1) failures.fail(`x${index}`);
    expect(failures.isLocked('mine')).toBe(true);
    failures.fail('one more');
    expect(failures.isLocked('mine')).toBe(false);
    expect(failures.isLocked('nobody')).toBe(false);
  });
});

describe('signToken', () => {
  it('signs what verifyToken reads', () => {
    const key = Buffer.from('key');
    const claims = {
      jti: '1',
      iss: 'argocd' as const,
      sub: 'a',
      iat: 1,
      exp: 9,
    };
    const token = signToken(claims, key);
    const now = new Date(8_999);
    expect(verifyToken(token, { key, now })).toEqual(claims);
    const other = { key: Buffer.from('other'), now };
    expect(() => verifyToken(token, other)).toThrow('signature is invalid');
    expect(() => verifyToken(`${token}.x`, { key, now })).toThrow('malformed');
    const late = { key, now: new Date(9_000) };
    expect(() => verifyToken(token, late)).toThrow('expired');
  });
});
