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
});
