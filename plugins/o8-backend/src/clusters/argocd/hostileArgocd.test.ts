import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendJson, startFakeApi } from '../__testUtils__/startFakeApi';
import { ArgocdConnection, type ArgocdConnectionOptions } from '.';

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

const application = (name: string, version = '1', project = 'p') => ({
  metadata: {
    name,
    namespace: 'argocd',
    uid: `u-${name}`,
    resourceVersion: version,
  },
  spec: { project },
});

describe('ArgocdConnection with answers that are unusual', () => {
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
  async function listAll() {
    const names: string[] = [];
    let version = '';
    for await (const page of connection.list(APPLICATIONS, { signal })) {
      names.push(...page.objects.map(({ metadata }) => metadata.name));
      version = page.resourceVersion;
    }
    return { names, version };
  }

  async function watchAll() {
    const { version: resourceVersion } = await listAll();
    const seen: string[] = [];
    const options = { resourceVersion, signal };
    for await (const event of await connection.watch(APPLICATIONS, options)) {
      seen.push(
        event.type === 'BOOKMARK'
          ? event.type
          : `${event.type} ${event.object.metadata.name}`,
      );
    }
    return seen;
  }

  /** Applications by project, as old and new servers list them. */
  function serve(
    applications: ReturnType<typeof application>[],
    onStream: (res: ServerResponse) => void = res => res.end(),
    knowsProject = true,
  ): Handler {
    return (path, res, query) => {
      const fields = query.get('fields')?.split(',');
      const projects = query.getAll('projects');
      if (path === '/api/v1/applications' && fields) {
        const hasSpec =
          fields.includes('items.spec') ||
          (knowsProject && fields.includes('items.spec.project'));
        const items = applications.map(({ metadata, spec }) => ({
          metadata: { name: metadata.name, namespace: metadata.namespace },
          ...(hasSpec ? { spec } : {}),
        }));
        sendJson(res, { metadata: {}, items: items.length ? items : null });
      } else if (path === '/api/v1/applications') {
        const items = applications.filter(
          ({ spec, metadata }) =>
            projects.includes(spec.project) && metadata.name !== '../moved',
        );
        sendJson(res, { metadata: {}, items });
      } else if (path === '/api/v1/stream/applications') {
        onStream(res);
        return true;
      }
      return res.writableEnded;
    };
  }

  it.each([true, false])(
    'asks by projects, also of a server that knows no part of a spec: %p',
    async knowsProject => {
      const many = Array.from({ length: 1_100 }, (_, index) =>
        application(`a-${index}`, '1', `p-${index % 30}`),
      );
      await connect(serve(many, undefined, knowsProject));
      const { names } = await listAll();
      expect(new Set(names).size).toBe(1_100);
      const pages = api.requests.filter(({ url }) => url.includes('projects='));
      expect(pages).toHaveLength(3);
    },
  );

  it('lists nothing as nothing', async () => {
    await connect(serve([]));
    expect((await listAll()).names).toEqual([]);
  });

  it('asks for one that has moved by its name, which stays a name', async () => {
    await connect(serve([application('a'), application('../moved')]));
    expect((await listAll()).names).toEqual(['a']);
    expect(api.requests[api.requests.length - 1].url).toBe(
      '/hub/api/v1/applications/..%2Fmoved?appNamespace=argocd',
    );
  });

  const toEvent = (type: string, object: object) =>
    `data: ${JSON.stringify({ result: { type, application: object } })}\n\n`;

  it('does not ask one by one for those in namespaces that are not wanted', async () => {
    const elsewhere = application('b');
    elsewhere.metadata.namespace = 'team-b';
    await connect(serve([application('a'), elsewhere]), {
      appNamespaces: ['argocd', 'team-a'],
    });
    expect((await listAll()).names).toEqual(['a']);
    expect(
      api.requests.filter(({ url }) => url.includes('/applications/')),
    ).toEqual([]);
  });

  it('believes that one was deleted, whatever version it was then', async () => {
    const text = toEvent('DELETED', application('a', '1'));
    await connect(
      serve([application('a', '5')], res => {
        res.writeHead(200, { 'content-type': 'text/event-stream' });
        res.end(text);
      }),
    );
    expect(await watchAll()).toEqual(['BOOKMARK', 'DELETED a']);
  });

  it('reads events in pieces, and passes over what it knows or what is older', async () => {
    const text = [
      ':\n',
      toEvent('MODIFIED', application('a', '5')),
      toEvent('MODIFIED', application('a', '4')),
      toEvent('MODIFIED', application('a', '6')),
      toEvent('ADDED', application('b', '7')),
      toEvent('DELETED', application('c', '8')),
      toEvent('DELETED', application('b', '9')),
    ].join('');
    await connect(
      serve([application('a', '5')], res => {
        res.writeHead(200, { 'content-type': 'text/event-stream' });
        res.write(text.slice(0, 150));
        setImmediate(() => res.end(text.slice(150)));
      }),
    );
    expect(await watchAll()).toEqual([
      'BOOKMARK',
      'MODIFIED a',
      'ADDED b',
      'DELETED b',
    ]);
  });

  it.each<[string, string, string]>([
    [
      'an error',
      'data: {"error":{"http_code":403,"message":"no"}}\n\n',
      'forbidden',
    ],
    ['no JSON', 'data: nonsense\n\n', 'invalid'],
    ['another thing', 'data: {"result":{"type":"BOO"}}\n\n', 'invalid'],
    ['an Application without a name', toEvent('ADDED', {}), 'invalid'],
  ])('ends a stream with %s', async (_, text, code) => {
    await connect(
      serve([], res => {
        res.writeHead(200);
        res.end(text);
      }),
    );
    expect(await failure(watchAll())).toMatchObject({
      name: 'ClusterError',
      code,
    });
  });

  it('notices that a stream says nothing any more', async () => {
    await connect(
      serve([], res => {
        res.writeHead(200);
        res.write(':\n');
      }),
      { timing: { stallTimeoutMs: 300 } },
    );
    expect(await failure(watchAll())).toMatchObject({ code: 'timeout' });
  });

  it('ends its side of a stream when the reader has enough', async () => {
    let closed = new Promise<void>(() => {});
    await connect(
      serve([], res => {
        closed = new Promise(resolve => res.once('close', resolve));
        res.writeHead(200);
        res.write(':\n');
      }),
    );
    const { version: resourceVersion } = await listAll();
    const options = { resourceVersion, signal };
    for await (const event of await connection.watch(APPLICATIONS, options)) {
      expect(event.type).toBe('BOOKMARK');
      break;
    }
    await closed;
  });

  it('needs a list before it can tell what changes', async () => {
    await connect(serve([]));
    const options = { resourceVersion: '1', signal };
    expect(
      await failure(connection.watch(APPLICATIONS, options)),
    ).toMatchObject({ code: 'gone' });
  });
});
