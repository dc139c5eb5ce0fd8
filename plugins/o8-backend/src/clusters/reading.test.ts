import type { ServerResponse } from 'node:http';
import { KubernetesConnection } from './KubernetesConnection';
import { BACKUPS } from './__testUtils__/createTinyWorld';
import {
  sendJson,
  startFakeApi,
  type FakeHandler,
} from './__testUtils__/startFakeApi';

const { signal } = new AbortController();
const item = (name: string, rest: object = {}) => ({
  metadata: { name, uid: `u-${name}`, resourceVersion: '7' },
  ...rest,
});
const wanted = (group: string, kind: string) => ({
  group,
  kind,
  plural: `${kind.toLowerCase()}s`,
});

describe('KubernetesConnection', () => {
  let api: Awaited<ReturnType<typeof startFakeApi>>;
  let connection: KubernetesConnection;

  async function connect(handler: FakeHandler) {
    api = await startFakeApi(handler);
    connection = new KubernetesConnection({
      url: api.url,
      timing: { answerTimeoutMs: 2_000, silenceTimeoutMs: 2_000 },
    });
  }

  afterEach(async () => {
    await connection.close();
    await api.close();
  });

  const queryOf = (url: string | undefined) =>
    new URL(url ?? '', api.url).searchParams;

  async function listPages(kind = BACKUPS) {
    const pages: string[] = [];
    for await (const page of connection.list(kind, { signal })) {
      const names = page.objects.map(({ metadata }) => metadata.name);
      pages.push(`${page.restarted ? 'anew ' : ''}${names}`);
    }
    return pages;
  }

  async function watchAll(kind = BACKUPS) {
    const events = [];
    const options = { resourceVersion: '1', signal };
    for await (const event of await connection.watch(kind, options)) {
      events.push(event);
    }
    return events;
  }

  it('says which version its server has, if that is one', async () => {
    const versions = ['v1.36.3+k3s1', '<script>', 7];
    await connect((_req, res) =>
      sendJson(res, { gitVersion: versions.shift() }),
    );
    expect(await connection.probe({ signal })).toEqual({
      description: 'Kubernetes v1.36.3+k3s1',
    });
    expect(await connection.probe({ signal })).toEqual({});
    expect(await connection.probe({ signal })).toEqual({});
  });

  describe('of kinds of which only the metadata is wanted', () => {
    const kind = { ...BACKUPS, metadataOnly: true };

    it('asks for no more in a list, and gives no more', async () => {
      await connect((_req, res) =>
        sendJson(res, {
          kind: 'PartialObjectMetadataList',
          metadata: { resourceVersion: '7' },
          items: [item('a', { kind: 'PartialObjectMetadata', data: 'secret' })],
        }),
      );
      const { value } = await connection.list(kind, { signal }).next();
      expect(value.objects).toEqual([
        expect.objectContaining({ apiVersion: 'velero.io/v1', kind: 'Backup' }),
      ]);
      expect(value.objects[0]).not.toHaveProperty('data');
      expect(api.requests[0].headers.accept).toBe(
        'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1',
      );
    });

    it('asks for no more in a watch, and gives no more', async () => {
      const object = item('a', {
        kind: 'PartialObjectMetadata',
        data: 'secret',
      });
      await connect((_req, res) =>
        res.end(`${JSON.stringify({ type: 'ADDED', object })}\n`),
      );
      const [event] = await watchAll(kind);
      expect(event).toMatchObject({ object: { kind: 'Backup' } });
      expect(event).not.toHaveProperty('object.data');
      expect(api.requests[0].headers.accept).toBe(
        'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1',
      );
    });
  });

  describe('with discovery in one answer', () => {
    const group = (name: string, ...versions: object[]) => ({
      metadata: { name },
      versions,
    });
    const version = (name: string, kind: string, freshness = 'Current') => ({
      version: name,
      freshness,
      resources: [
        { resource: `${kind.toLowerCase()}s`, responseKind: { kind } },
        { resource: 'odd', responseKind: null },
      ],
    });

    it('asks once for all groups, and leaves out who is stale', async () => {
      await connect((req, res) =>
        req.url === '/apis'
          ? sendJson(res, {
              kind: 'APIGroupDiscoveryList',
              items: [
                group('velero.io', version('v1', 'Backup')),
                group('metrics.k8s.io', version('v1', 'PodMetric', 'Stale')),
                group('two.io', version('v2', 'Thing'), version('v1', 'Other')),
              ],
            })
          : sendJson(res, { resources: [{ name: 'pods', kind: 'Pod' }] }),
      );
      const found = await connection.discover(
        [
          wanted('velero.io', 'Backup'),
          wanted('metrics.k8s.io', 'PodMetric'),
          wanted('two.io', 'Other'),
          wanted('three.io', 'Thing'),
          wanted('', 'Pod'),
        ],
        { signal },
      );
      expect(found).toEqual([
        BACKUPS,
        expect.objectContaining({
          code: 'failed',
          message: expect.stringContaining('metrics.k8s.io'),
        }),
        expect.objectContaining({ kind: 'Other', version: 'v1' }),
        null,
        expect.objectContaining({ kind: 'Pod', plural: 'pods' }),
      ]);
      expect(api.requests.map(({ url }) => url)).toEqual(['/api/v1', '/apis']);
      expect(api.requests[1].headers.accept).toMatch(
        /as=APIGroupDiscoveryList.*,application\/json$/,
      );
    });

    it('asks nobody about groups that nobody wants', async () => {
      await connect((_req, res) => sendJson(res, { resources: [] }));
      await connection.discover([wanted('', 'Pod')], { signal });
      expect(api.requests.map(({ url }) => url)).toEqual(['/api/v1']);
    });
  });

  it.each(['..', '.', ''])('asks no path by the name %j', async plural => {
    await connect((_req, res) => sendJson(res, {}));
    await expect(listPages({ ...BACKUPS, plural })).rejects.toMatchObject({
      code: 'invalid',
    });
    expect(api.requests).toEqual([]);
  });

  it('encodes names that would mean another path', async () => {
    await connect((_req, res) => sendJson(res, {}, 404));
    const kind = { ...BACKUPS, group: 'a/../b', plural: '../x?watch=1#' };
    await expect(listPages(kind)).rejects.toMatchObject({ code: 'notFound' });
    expect(api.requests[0].url).toBe(
      '/apis/a%2F..%2Fb/v1/..%2Fx%3Fwatch%3D1%23?limit=250',
    );
  });

  describe('with a list that cannot go on', () => {
    const EXPIRED = { reason: 'Expired', message: 'too old', code: 410 };
    const sendPage = (res: ServerResponse, name: string, next?: string) =>
      sendJson(res, {
        metadata: { resourceVersion: '7', continue: next },
        items: [item(name)],
      });

    it('begins anew, and says so', async () => {
      let refusals = 2;
      await connect((req, res) => {
        if (!queryOf(req.url).has('continue')) {
          sendPage(res, 'a', 'next');
        } else if (refusals-- > 0) {
          // Also with a token for a list that has a gap.
          sendJson(res, { ...EXPIRED, metadata: { continue: 'x' } }, 410);
        } else {
          sendPage(res, 'b');
        }
      });
      expect(await listPages()).toEqual(['a', 'anew a', 'anew a', 'b']);
    });

    it('gives up in the end, and never ends as if it were complete', async () => {
      await connect((req, res) =>
        queryOf(req.url).has('continue')
          ? sendJson(res, EXPIRED, 410)
          : sendPage(res, 'a', 'next'),
      );
      await expect(listPages()).rejects.toMatchObject({ code: 'gone' });
      expect(api.requests).toHaveLength(8);
    });
  });

  it('reads so many pages at once, and no more', async () => {
    const open: ServerResponse[] = [];
    let most = 0;
    await connect((_req, res) => {
      open.push(res);
      most = Math.max(most, open.length);
      setTimeout(() => {
        open.splice(open.indexOf(res), 1);
        sendJson(res, {
          metadata: { resourceVersion: '7' },
          items: [item('a')],
        });
      }, 10);
    });
    const lists = Array.from({ length: 20 }, () => listPages());
    await connection.probe({ signal }).catch(() => undefined);
    expect(await Promise.all(lists)).toHaveLength(20);
    // And the probe, which waits for nobody.
    expect(most).toBeLessThanOrEqual(3);
    expect(most).toBeGreaterThanOrEqual(2);
  });

  it('reads an object of 2 MiB, in a list and in a watch', async () => {
    const data = 'x'.repeat(2 * 1024 * 1024);
    const large = item('a', { data });
    await connect((req, res) =>
      queryOf(req.url).has('watch')
        ? res.end(`${JSON.stringify({ type: 'ADDED', object: large })}\n`)
        : sendJson(res, { metadata: { resourceVersion: '7' }, items: [large] }),
    );
    expect(await listPages()).toEqual(['a']);
    expect(await watchAll()).toMatchObject([{ object: { data } }]);
  });

  const STATUS = { kind: 'Status', code: 403, message: 'not you' };

  it.each([
    ['a line', `${JSON.stringify(STATUS)}\n`],
    ['a rest without an end', JSON.stringify(STATUS)],
  ])(
    'takes a Status in the place of events for what it is: %s',
    async (_, body) => {
      await connect((_req, res) => res.end(body));
      await expect(watchAll()).rejects.toMatchObject({ code: 'forbidden' });
      await expect(listPages()).rejects.toMatchObject({ code: 'forbidden' });
      await expect(connection.probe({ signal })).rejects.toMatchObject({
        code: 'forbidden',
      });
    },
  );

  it.each([
    [504, { details: { causes: [{ reason: 'ResourceVersionTooLarge' }] } }],
    [504, { message: 'Timeout: Too large resource version: 9, current: 7' }],
    [500, { message: 'Too large resource version: 9, current: 7' }],
    [400, { message: 'Too large resource version: 9, current: 7' }],
  ])(
    'needs a list where its version is from the future: %d %j',
    async (status, body) => {
      await connect((_req, res) => sendJson(res, body, status));
      await expect(watchAll()).rejects.toMatchObject({ code: 'gone' });
    },
  );
});
