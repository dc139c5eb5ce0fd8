import {
  createDetail,
  createHistory,
  createSummary,
} from '../module/__testUtils__';
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

  it('gives the same object for an answer that says the same', async () => {
    const answer = { items: [source], totalItems: 1, sources: [] };
    const { client, fetchMock } = createClient(answer);
    const first = await client.getSources();
    expect(await client.getSources()).toBe(first);

    const next = { ...answer, items: [{ ...source, state: 'fresh' }] };
    fetchMock.mockResolvedValueOnce(new Response(JSON.stringify(next)));
    expect(await client.getSources()).toEqual(next);
  });

  it('leaves it to the browser to ask whether something is new', async () => {
    const { client, fetchMock } = createClient({
      items: [],
      totalItems: 0,
      sources: [],
    });
    await client.getModules();
    // With a mode of its own, or a header of ours, it would keep no answer.
    expect(fetchMock.mock.calls[0][1]).toEqual({ headers: {} });
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

  it('reads some fields of modules, and is not content with fewer', async () => {
    const items = [{ key: 'abc', title: 'Billing' }];
    const answer = { items, totalItems: 1, sources: [] };
    const { client, fetchMock } = createClient(answer);
    const { items: found } = await client.getModules({
      fields: ['key', 'title'],
    });
    expect(found.map(({ title }) => title)).toEqual(['Billing']);
    expect(fetchMock.mock.calls[0][0]).toBe(
      'http://backend/api/o8/v1/modules?fields=key%2Ctitle',
    );
    const { client: other } = createClient(answer);
    await expect(other.getModules({ fields: ['owner'] })).rejects.toThrow(
      /"modules\?fields=owner" is not what this.*owner/s,
    );
  });

  it('reads the history of a module', async () => {
    const answer = { items: createHistory(), totalItems: 9, sources: [] };
    const { client, fetchMock } = createClient(answer);
    const entity = { kind: 'Component', namespace: 'a/b', name: 'x' };
    await expect(
      client.getHistory(entity, {
        facet: ['sync', 'recovery'],
        from: '2026-11-22',
        order: 'oldest',
        type: [],
      }),
    ).resolves.toEqual(answer);
    expect(fetchMock.mock.calls[0][0]).toBe(
      'http://backend/api/o8/v1/modules/Component/a%2Fb/x/history?facet=sync%2Crecovery&from=2026-11-22&order=oldest',
    );
    await client.getHistory(entity);
    expect(fetchMock.mock.calls[1][0]).toMatch(/x\/history$/);
  });

  const row = {
    entityRef: 'component:default/billing',
    key: 'abc',
    title: 'Billing',
    owner: null,
    system: null,
    tier: null,
    binding: 'confirmed',
    cells: [
      {
        cluster: 'eu-1',
        facets: { sync: 'good', compliance: null, recovery: 'bad' },
      },
    ],
  };

  it('reads the fleet, all of it or some fields', async () => {
    const clusters = [{ name: 'eu-1', title: 'Europe 1', state: 'fresh' }];
    const answer = { items: [row], totalItems: 1, sources: [], clusters };
    const { client, fetchMock } = createClient(answer);
    await expect(
      client.getFleet({ filter: { cluster: ['eu-1'] } }),
    ).resolves.toEqual(answer);
    expect(fetchMock.mock.calls[0][0]).toBe(
      'http://backend/api/o8/v1/fleet?filter=cluster%3Deu-1',
    );
    const { cells } = row;
    const { client: other } = createClient({ ...answer, items: [{ cells }] });
    await expect(other.getFleet({ fields: ['cells'] })).resolves.toEqual({
      ...answer,
      items: [{ cells }],
    });
  });

  it('asks what is wrong with a spec', async () => {
    const problem = { path: 'kind', message: 'is missing', kind: 'invalid' };
    const answer = { problems: [problem], spec: null };
    const { client, fetchMock } = createClient(answer);
    const query = { module: 'kind: Modul', landingZone: 'demo' };
    await expect(
      client.validateBlueprint(query, { token: 'abc' }),
    ).resolves.toEqual(answer);
    expect(fetchMock).toHaveBeenCalledWith(
      'http://backend/api/o8/v1/blueprint/validate',
      {
        method: 'POST',
        body: JSON.stringify(query),
        headers: {
          Authorization: 'Bearer abc',
          'Content-Type': 'application/json',
        },
        signal: undefined,
      },
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
