import { createDetail, createSummary } from '../module/__testUtils__';
import type { LandingZoneSummary } from '../spec';
import type { ModulesQuery } from './O8Api';
import { O8Client } from './O8Client';

const source = {
  cluster: 'eu-1',
  clusterTitle: 'Europe 1',
  source: 'connection',
  state: 'stale',
  since: '2026-11-22T10:42:00.000Z',
  confirmedAt: null,
  message: 'Not read yet',
};

function createClient(body: unknown, init?: ResponseInit) {
  const fetchMock = jest.fn(
    async (..._args: Parameters<typeof fetch>) =>
      new Response(JSON.stringify(body), {
        headers: { 'Content-Type': 'application/json' },
        ...init,
      }),
  );
  const client = new O8Client({
    discoveryApi: { getBaseUrl: async id => `http://backend/api/${id}` },
    fetchApi: { fetch: fetchMock },
  });
  return { client, fetchMock };
}

describe('O8Client', () => {
  it('reads the sources', async () => {
    const answer = { items: [source], totalItems: 1, sources: [] };
    const { client, fetchMock } = createClient(answer);

    await expect(client.getSources()).resolves.toEqual(answer);
    expect(fetchMock).toHaveBeenCalledWith(
      'http://backend/api/o8/v1/sources',
      expect.objectContaining({ headers: {} }),
    );
  });

  it('passes on a token and a signal', async () => {
    const { client, fetchMock } = createClient({
      items: [],
      totalItems: 0,
      sources: [],
    });
    const { signal } = new AbortController();

    await client.getSources({ token: 'abc', signal });

    expect(fetchMock).toHaveBeenCalledWith(expect.any(String), {
      headers: { Authorization: 'Bearer abc' },
      signal,
    });
  });

  it('throws the error of the backend', async () => {
    const { client } = createClient(
      {
        error: { name: 'NotAllowedError', message: 'Not yours' },
        response: { statusCode: 403 },
      },
      { status: 403, statusText: 'Forbidden' },
    );

    await expect(client.getSources()).rejects.toMatchObject({
      name: 'ResponseError',
      response: expect.objectContaining({ status: 403 }),
      cause: expect.objectContaining({ message: 'Not yours' }),
    });
  });

  it('refuses an answer that breaks the contract, and says where', async () => {
    const { client } = createClient({
      items: [{ ...source, state: 'splendid' }],
      totalItems: 1,
      sources: [],
    });

    await expect(client.getSources()).rejects.toThrow(
      /"sources" is not what this version expects.*state/s,
    );
  });

  it('reads modules, and asks for those that are wanted', async () => {
    const answer = { items: [createSummary()], totalItems: 7, sources: [] };
    const { client, fetchMock } = createClient({ ...answer, nextCursor: 'n' });
    const modules = await client.getModules({
      filter: { sync: ['bad', 'unknown'], owner: ['a&b=c'], tier: [] },
      order: '-name',
      limit: 5,
      cursor: 'x+y',
    });

    expect(modules).toEqual({ ...answer, nextCursor: 'n' });
    const [url] = fetchMock.mock.calls[0];
    const { pathname, searchParams } = new URL(String(url));
    expect(pathname).toBe('/api/o8/v1/modules');
    expect([...searchParams]).toEqual([
      ['filter', 'sync=bad,unknown'],
      ['filter', 'owner=a&b=c'],
      ['order', '-name'],
      ['limit', '5'],
      ['cursor', 'x+y'],
    ]);
  });

  it.each<[ModulesQuery | undefined]>([[undefined], [{}], [{ filter: {} }]])(
    'asks for all modules by %j',
    async query => {
      const { client, fetchMock } = createClient({
        items: [],
        totalItems: 0,
        sources: [],
      });
      await client.getModules(query);
      expect(fetchMock.mock.calls[0][0]).toBe(
        'http://backend/api/o8/v1/modules',
      );
    },
  );

  it('reads one module, whatever its name', async () => {
    const { client, fetchMock } = createClient(createDetail());
    const entity = { kind: 'Component', namespace: 'a/b', name: '../x?y' };

    await expect(client.getModule(entity)).resolves.toEqual(createDetail());
    expect(fetchMock.mock.calls[0][0]).toBe(
      'http://backend/api/o8/v1/modules/Component/a%2Fb/..%2Fx%3Fy',
    );
  });

  it('reads the objects of nobody', async () => {
    const { client, fetchMock } = createClient({
      items: [],
      totalItems: 0,
      sources: [source],
    });
    await expect(client.getUnmatched()).resolves.toMatchObject({
      sources: [source],
    });
    expect(fetchMock.mock.calls[0][0]).toBe(
      'http://backend/api/o8/v1/unmatched',
    );
  });

  const zone: LandingZoneSummary = {
    name: 'demo',
    title: 'Demo',
    description: null,
    review: 'none',
    platformUrl: 'http://127.0.0.1:7444/platform/o8-apps',
    clusters: [],
  };

  it('reads the landing zones', async () => {
    const answer = { items: [zone], totalItems: 1, sources: [] };
    const { client, fetchMock } = createClient(answer);
    const { signal } = new AbortController();
    await expect(client.getLandingZones({ signal })).resolves.toEqual(answer);
    expect(fetchMock).toHaveBeenCalledWith(
      'http://backend/api/o8/v1/landing-zones',
      { headers: {}, signal },
    );
  });

  it('reads one landing zone, whatever its name', async () => {
    const { client, fetchMock } = createClient(zone);
    await expect(client.getLandingZone('../a?b')).resolves.toEqual(zone);
    expect(fetchMock.mock.calls[0][0]).toBe(
      'http://backend/api/o8/v1/landing-zones/..%2Fa%3Fb',
    );
  });

  it.each([
    [undefined, ''],
    ['', ''],
    ['group:default/a&b', '?owner=group%3Adefault%2Fa%26b'],
  ])('asks whether a name is free, for the owner %j', async (owner, search) => {
    const answer = {
      name: 'a/b',
      state: 'invalid',
      message: 'Not a name.',
      ownerMessage: null,
    };
    const { client, fetchMock } = createClient(answer);
    await expect(
      client.checkModuleName({ zone: 'demo', name: 'a/b', owner }),
    ).resolves.toEqual(answer);
    expect(fetchMock.mock.calls[0][0]).toBe(
      `http://backend/api/o8/v1/landing-zones/demo/names/a%2Fb${search}`,
    );
  });

  it('refuses a state of a name that it does not know', async () => {
    const { client } = createClient({ name: 'a', state: 'ok', message: null });
    await expect(
      client.checkModuleName({ zone: 'demo', name: 'a' }),
    ).rejects.toThrow(/"landing-zones\/demo\/names\/a" is not what this/);
  });
});
