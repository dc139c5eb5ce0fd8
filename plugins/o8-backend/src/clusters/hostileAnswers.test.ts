import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { KubernetesConnection } from './KubernetesConnection';
import { BACKUPS } from './__testUtils__/createTinyWorld';
import {
  sendJson,
  startFakeApi,
  type FakeHandler,
} from './__testUtils__/startFakeApi';

const TOKEN = 'very-secret-token';
const { signal } = new AbortController();

const item = { metadata: { name: 'a', resourceVersion: '7' } };
const added = JSON.stringify({ type: 'ADDED', object: item });

describe('KubernetesConnection with answers that no API server gives', () => {
  let api: Awaited<ReturnType<typeof startFakeApi>>;
  let connection: KubernetesConnection;
  let onOpen: (res: ServerResponse) => void;

  async function connect(handler: FakeHandler, path = '') {
    api = await startFakeApi(handler);
    connection = new KubernetesConnection({
      url: api.url + path,
      auth: { token: TOKEN },
      timing: { answerTimeoutMs: 300, silenceTimeoutMs: 300 },
    });
  }

  afterEach(async () => {
    await connection.close();
    await api.close();
  });

  async function listAll() {
    const names: string[] = [];
    for await (const { objects } of connection.list(BACKUPS, { signal })) {
      names.push(...objects.map(({ metadata }) => metadata.name));
    }
    return names;
  }

  async function watchAll() {
    const types: string[] = [];
    const options = { resourceVersion: '1', signal };
    for await (const { type } of await connection.watch(BACKUPS, options)) {
      types.push(type);
    }
    return types;
  }

  it('sends what an API server needs, and nothing else', async () => {
    await connect((_req, res) => sendJson(res, {}), '/proxy/eu-1/');
    await connection.probe({ signal });
    const [{ url, headers }] = api.requests;
    expect(url).toBe('/proxy/eu-1/version');
    expect(headers).toMatchObject({
      accept: 'application/json',
      'accept-encoding': 'gzip',
      authorization: `Bearer ${TOKEN}`,
    });
  });

  it('asks the other groups when one cannot be asked', async () => {
    const group = (name: string) => ({
      name,
      versions: [{ version: 'v1' }],
    });
    await connect((req, res) => {
      if (req.url === '/apis') {
        sendJson(res, { groups: [group('down.example'), group('velero.io')] });
      } else if (req.url === '/apis/velero.io/v1') {
        sendJson(res, { resources: [{ name: 'backups', kind: 'Backup' }] });
      } else {
        sendJson(res, { message: 'no server behind it' }, 503);
      }
    });

    const [down, backups] = await connection.discover(
      [
        { group: 'down.example', kind: 'Thing', plural: 'things' },
        { group: 'velero.io', kind: 'Backup', plural: 'backups' },
      ],
      { signal },
    );
    expect(down).toMatchObject({ name: 'ClusterError', code: 'failed' });
    expect(backups).toMatchObject({ plural: 'backups' });
  });

  it('does not follow a list that goes round in circles', async () => {
    await connect((_req, res) =>
      sendJson(res, {
        metadata: { resourceVersion: '1', continue: 'again' },
        items: [],
      }),
    );
    await expect(listAll()).rejects.toMatchObject({ code: 'invalid' });
  });

  it('passes on what stands in a continue token as it is', async () => {
    const cursor = 'a+b/c=&limit=1 ü';
    await connect((req, res) => {
      const { searchParams } = new URL(req.url!, api.url);
      const isFirst = searchParams.get('continue') === null;
      sendJson(res, {
        metadata: { resourceVersion: '7', continue: isFirst ? cursor : '' },
        items: isFirst ? [item] : null,
      });
    });

    await expect(listAll()).resolves.toEqual(['a']);
    const [first, second] = api.requests.map(
      ({ url }) => new URL(url, api.url).searchParams,
    );
    expect(Object.fromEntries(first)).toEqual({ limit: '250' });
    expect(Object.fromEntries(second)).toEqual({
      limit: '250',
      continue: cursor,
    });
  });

  it('reads what is compressed, but for watches', async () => {
    const list = { metadata: { resourceVersion: '7' }, items: [item] };
    await connect((req, res) => {
      if (req.url?.includes('watch=true')) {
        res.end(`${added}\n`);
        return;
      }
      res.writeHead(200, { 'content-encoding': 'gzip' });
      res.end(gzipSync(JSON.stringify(list)));
    });

    await expect(listAll()).resolves.toEqual(['a']);
    await expect(watchAll()).resolves.toEqual(['ADDED']);
    expect(api.requests[1].headers['accept-encoding']).toBe('identity');
  });

  it('asks for bookmarks, and for an end some time', async () => {
    await connect((_req, res) => res.end());
    await expect(watchAll()).resolves.toEqual([]);
    const { searchParams } = new URL(api.requests[0].url, api.url);
    expect(Object.fromEntries(searchParams)).toEqual({
      watch: 'true',
      allowWatchBookmarks: 'true',
      resourceVersion: '1',
      timeoutSeconds: '480',
    });
  });

  it.each<[string, FakeHandler]>([
    ['nothing', (_req, res) => res.end()],
    ['a page for people', (_req, res) => res.end('<html>Sign in</html>')],
    ['JSON that is cut off', (_req, res) => res.end('{"items":[{"metad')],
    ['a list without a version', (_req, res) => sendJson(res, { items: [] })],
    ['another thing', (_req, res) => sendJson(res, [])],
    [
      'an item without a name',
      (_req, res) =>
        sendJson(res, { metadata: { resourceVersion: '1' }, items: [{}] }),
    ],
    [
      'what only says that it is compressed',
      (_req, res) => sendJson(res, {}, 200, { 'content-encoding': 'gzip' }),
    ],
    [
      'half of what was compressed',
      (_req, res) => {
        res.writeHead(200, { 'content-encoding': 'gzip' });
        res.end(gzipSync('x'.repeat(10_000)).subarray(0, 30));
      },
    ],
  ])('calls %s invalid', async (_, handler) => {
    await connect(handler);
    await expect(listAll()).rejects.toMatchObject({
      name: 'ClusterError',
      code: 'invalid',
      message: expect.stringMatching(
        /^The cluster answered something that cannot be read: /,
      ),
    });
  });

  it.each<[string, FakeHandler, string]>([
    [
      'a connection that breaks in a list',
      (_req, res) => {
        res.writeHead(200, { 'content-length': 1_000 });
        res.write('{"items":', () => res.destroy());
      },
      'unreachable',
    ],
    [
      'a list that stops in its middle',
      (_req, res) => {
        res.writeHead(200);
        res.write('{"items":');
      },
      'timeout',
    ],
    ['no answer at all', () => undefined, 'timeout'],
    ['a closed door', (_req, res) => res.destroy(), 'unreachable'],
  ])('calls %s an error of the connection', async (_, handler, code) => {
    await connect(handler);
    await expect(listAll()).rejects.toMatchObject({
      code,
      concernsConnection: true,
    });
  });

  it('drops a line that was cut off, and keeps those before it', async () => {
    await connect((_req, res) => res.end(`${added}\n\n${added.slice(0, 20)}`));
    await expect(watchAll()).resolves.toEqual(['ADDED']);
  });

  it('gives the events before a line that is not JSON', async () => {
    await connect((_req, res) => res.end(`${added}\nnonsense\n`));
    const options = { resourceVersion: '1', signal };
    const events = await connection.watch(BACKUPS, options);
    const iterator = events[Symbol.asyncIterator]();
    await expect(iterator.next()).resolves.toMatchObject({
      value: { type: 'ADDED', object: { apiVersion: 'velero.io/v1' } },
    });
    await expect(iterator.next()).rejects.toMatchObject({ code: 'invalid' });
  });

  it('ends its side when the reader of a watch has enough', async () => {
    const closed = new Promise<void>(resolve => {
      onOpen = res => res.once('close', resolve);
    });
    await connect((_req, res) => {
      onOpen(res);
      res.write(`${added}\n`);
    });
    const options = { resourceVersion: '1', signal };
    for await (const event of await connection.watch(BACKUPS, options)) {
      expect(event.type).toBe('ADDED');
      break;
    }
    await closed;
  });

  it.each([
    ['a Status', JSON.stringify({ message: `token ${TOKEN} is wrong` })],
    ['a Status with a header', JSON.stringify({ message: `Bearer ${TOKEN}` })],
    ['a text', `<html>${TOKEN}`],
    ['a text without an end', 'x'.repeat(200_000)],
  ])('repeats no secret that comes back in %s', async (_, body) => {
    await connect((_req, res) => {
      res.writeHead(403);
      res.end(body);
    });
    const error = await listAll().catch(caught => caught);
    expect(error.code).toBe('forbidden');
    expect(error.message).not.toContain(TOKEN);
    expect(error.message.length).toBeLessThan(350);
  });

  it('follows no redirect: the token is for this address only', async () => {
    await connect((req, res) => {
      if (req.url === '/version') {
        res.writeHead(302, { location: '/elsewhere' });
      }
      res.end('{}');
    });
    await expect(connection.probe({ signal })).rejects.toMatchObject({
      code: 'refused',
    });
    expect(api.requests).toHaveLength(1);
  });

  it('stops when aborted, in a list and before an answer', async () => {
    await connect(() => undefined);
    const abort = new AbortController();
    const probe = connection.probe({ signal: abort.signal });
    const list = connection.list(BACKUPS, { signal: abort.signal }).next();
    const ends = Promise.allSettled([probe, list]);
    abort.abort();
    const aborted = {
      status: 'rejected',
      reason: expect.objectContaining({ name: 'AbortError' }),
    };
    expect(await ends).toEqual([aborted, aborted]);
  });
});
