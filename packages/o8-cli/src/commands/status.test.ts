import type {
  FacetId,
  FacetSummary,
  ModuleSummary,
  SourceStatus,
} from '@orchestr8/backstage-plugin-o8-common';
import {
  createFolder,
  runIn,
  startPortal,
  type TestPortal,
} from '../__testUtils__';

const HOUR_MS = 60 * 60_000;
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

const facet = (
  verdict: FacetSummary['verdict'],
  code: string,
  ageMs = HOUR_MS,
): FacetSummary => ({
  verdict,
  headline: { code, params: {} },
  since: ago(ageMs),
});

function createModule(
  name: string,
  facets: Partial<Record<FacetId, FacetSummary>> = {},
): ModuleSummary {
  return {
    entityRef: `component:default/${name}`,
    key: 'ab',
    module: name,
    title: name,
    description: null,
    owner: null,
    system: null,
    tier: null,
    binding: 'confirmed',
    clusters: ['eu-1', 'us-1'],
    facets: {
      sync: facet('good', 'synced'),
      compliance: facet('good', 'passing'),
      recovery: facet('good', 'recovers'),
      ...facets,
    },
  };
}

const WELL = createModule('voicefuse');
const BROKEN = createModule('billing', {
  sync: facet('bad', 'syncFailed', 3 * 24 * HOUR_MS),
  recovery: facet('unknown', 'notRead', 12 * 60_000),
});
const AWAY: SourceStatus = {
  cluster: 'us-1',
  clusterTitle: 'United States',
  source: 'connection',
  state: 'failed',
  since: '2026-11-22T10:42:00.000Z',
  confirmedAt: null,
  message: 'Nobody listens',
};

const refusal = (status: number, message: string) => ({
  status,
  body: { error: { name: 'Error', message }, response: { statusCode: status } },
});

describe('o8 status', () => {
  let portal: TestPortal;
  const run = (args: string, options?: { colors?: boolean }) =>
    runIn(
      createFolder({ token: 'abc.def\n', empty: ' \n' }),
      ['status', '--url', portal.url, ...args.split(' ')].filter(Boolean),
      options,
    );
  const answerWith = (
    items: ModuleSummary[],
    sources: SourceStatus[] = [],
  ): void => {
    portal.answer = () => ({
      body: { items, totalItems: items.length, sources },
    });
  };

  beforeAll(async () => {
    portal = await startPortal();
  });
  beforeEach(() => {
    portal.asked.length = 0;
    delete process.env.O8_TOKEN;
  });
  afterEach(() => {
    delete process.env.O8_TOKEN;
  });
  afterAll(() => portal.close());

  it('shows modules as the portal orders them, and sources in trouble', async () => {
    answerWith(
      [BROKEN, WELL],
      [AWAY, { ...AWAY, cluster: 'eu-1', state: 'fresh' }],
    );
    const { code, out, err } = await run('');
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out.split('\n').map(line => line.split(/ {2,}/))).toEqual([
      ['MODULE', 'SYNC', 'COMPLIANCE', 'RECOVERY', 'SINCE', 'CLUSTERS'],
      [
        'billing',
        '✕ sync failed',
        '● passing',
        '? not read',
        '3 d',
        'eu-1, us-1',
      ],
      ['voicefuse', '● synced', '● passing', '● recovers', '1 h', 'eu-1, us-1'],
      [
        'us-1 connection: failed since 2026-11-22T10:42:00.000Z: Nobody listens',
      ],
      ['Good: 1 of 2.'],
      [''],
    ]);
    expect(portal.asked).toEqual(['/api/o8/v1/modules?limit=500']);
  });

  it.each<[string, ModuleSummary[], SourceStatus[], number]>([
    ['all is good', [WELL], [], 0],
    ['one is bad', [WELL, BROKEN], [], 1],
    [
      'one is on its way',
      [createModule('a', { sync: facet('busy', 'x') })],
      [],
      1,
    ],
    [
      'one is unknown',
      [createModule('a', { sync: facet('unknown', 'x') })],
      [],
      1,
    ],
    ['a source is not fresh', [WELL], [{ ...AWAY, state: 'stale' }], 1],
    [
      'a source is not installed',
      [WELL],
      [{ ...AWAY, state: 'unsupported' }],
      0,
    ],
    ['there is nothing', [], [], 1],
  ])('when %s', async (_, items, sources, code) => {
    answerWith(items, sources);
    expect(await run('')).toMatchObject({ code, err: '' });
  });

  it('looks only at what it is asked for', async () => {
    answerWith([BROKEN, WELL], [{ ...AWAY, cluster: 'stage-1' }]);
    expect(await run('billing --facet compliance')).toMatchObject({
      code: 0,
      out: expect.stringMatching(
        /^MODULE +COMPLIANCE +SINCE +CLUSTERS\nbilling +● passing +1 h +eu-1, us-1\nGood: 1 of 1\.\n$/,
      ),
    });
    expect(await run('COMPONENT:default/voicefuse')).toMatchObject({ code: 0 });
    expect(await run('billing voicefuse')).toMatchObject({ code: 1 });
  });

  it('counts a cluster against the modules that are there, or nowhere', async () => {
    answerWith([WELL, { ...createModule('lost'), clusters: [] }], [AWAY]);
    expect(await run('voicefuse')).toMatchObject({ code: 1 });
    answerWith([WELL], [{ ...AWAY, cluster: 'stage-1' }]);
    expect(await run('voicefuse')).toMatchObject({ code: 0 });
    answerWith(
      [{ ...createModule('lost'), clusters: [] }],
      [{ ...AWAY, cluster: 'stage-1' }],
    );
    expect(await run('lost')).toMatchObject({ code: 1 });
  });

  it('says which module is not there', async () => {
    answerWith([WELL]);
    const { code, out } = await run('voicefuse nobody');
    expect(code).toBe(1);
    expect(out).toContain(
      'nobody: there is no such module, or none you may see',
    );
  });

  it('passes filters on, and asks for all pages', async () => {
    portal.answer = ({ searchParams }) => ({
      body: searchParams.has('cursor')
        ? { items: [WELL], totalItems: 2, sources: [] }
        : { items: [BROKEN], totalItems: 2, sources: [], nextCursor: 'more' },
    });
    const { out } = await run(
      '--filter owner=group:default/a --filter sync=bad,good',
    );
    expect(out).toContain('Good: 1 of 2.');
    expect(portal.asked).toEqual([
      '/api/o8/v1/modules?filter=owner=group:default/a&filter=sync=bad,good&limit=500',
      '/api/o8/v1/modules?filter=owner=group:default/a&filter=sync=bad,good&limit=500&cursor=more',
    ]);
  });

  it.each([
    ['name=a\\,b,c', 'name=a\\,b,c'],
    ['name=a\\\\,b', 'name=a\\\\,b'],
    ['owner=', 'owner='],
    ['constructor=a', 'constructor=a'],
  ])('passes the filter %s on as it is', async (filter, expected) => {
    answerWith([WELL]);
    expect(await run(`--filter ${filter}`)).toMatchObject({ code: 0 });
    expect(portal.asked).toEqual([
      `/api/o8/v1/modules?filter=${expected}&limit=500`,
    ]);
  });

  it('does not say of a module that does not match that it is not there', async () => {
    answerWith([]);
    const { code, out } = await run('billing --filter sync=bad');
    expect(code).toBe(1);
    expect(out).toContain('billing: no module that matches has this name');
  });

  it('ends with a server that always has more', async () => {
    portal.answer = () => ({
      body: { items: [WELL], totalItems: 2, sources: [], nextCursor: 'more' },
    });
    const { code, err } = await run('');
    expect(code).toBe(2);
    expect(err).toMatch(/has more than 200 pages/);
    expect(portal.asked).toHaveLength(200);
  });

  it('follows nobody to another address', async () => {
    const other = await startPortal();
    portal.answer = ({ pathname }) => ({
      status: 302,
      headers: { location: `${other.url}${pathname}` },
      body: {},
    });
    const { code, err } = await run('--token-file token');
    expect(code).toBe(2);
    expect(err).toMatch(/sends on to another address/);
    expect(other.asked).toEqual([]);
    await other.close();
  });

  it('does not let names speak to the terminal', async () => {
    const evil = 'a\u001b]0;x\u0007\u009b2J\u202e\u{e0041}\nb';
    answerWith(
      [{ ...createModule('x'), entityRef: `component:default/${evil}` }],
      [{ ...AWAY, message: evil }],
    );
    // eslint-disable-next-line no-control-regex -- they are what is in question
    const spoken = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]|\u{e0041}/u;
    const { out } = await run('');
    expect(out).not.toMatch(spoken);
    expect(out.split('\n')).toHaveLength(5);
    const json = await run('--json');
    expect(json.out).not.toMatch(spoken);
    expect(JSON.parse(json.out).sources[0].message).toBe(evil);

    portal.answer = () => refusal(503, evil);
    expect((await run('')).err).toMatch(/^o8: [^\n]*\n$/);
    expect((await run('')).err).not.toMatch(spoken);
  });

  it('is one document with --json', async () => {
    answerWith([BROKEN], [AWAY]);
    const { code, out } = await run('nobody billing --json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({
      ok: false,
      modules: [BROKEN],
      missing: ['nobody'],
      sources: [AWAY],
      problems: [],
    });
  });

  it('has colours only where they are wanted, and glyphs everywhere', async () => {
    answerWith([BROKEN]);
    // eslint-disable-next-line no-control-regex -- it is the character in question
    const color = /\u001b\[/;
    expect((await run('')).out).not.toMatch(color);
    expect((await run('', { colors: true })).out).toMatch(color);
    expect((await run('--json', { colors: true })).out).not.toMatch(color);
  });

  it('takes a token from a file, or from the environment, or none', async () => {
    answerWith([WELL]);
    await run('');
    expect(portal.headers().authorization).toBeUndefined();
    process.env.O8_TOKEN = 'from-env';
    await run('');
    expect(portal.headers().authorization).toBe('Bearer from-env');
    await run('--token-file token');
    expect(portal.headers().authorization).toBe('Bearer abc.def');
  });

  it.each([
    [
      refusal(401, 'Missing credentials'),
      '',
      /wants to know who asks: give a token by --token-file or O8_TOKEN/,
    ],
    [
      refusal(401, 'Invalid token'),
      '--token-file token',
      /does not accept the token: Invalid token/,
    ],
    [
      refusal(403, 'You need the permission "o8.module.read"'),
      '',
      /does not allow it: You need the permission "o8\.module\.read"/,
    ],
    [refusal(404, 'Not found'), '', /There is no Orchestr8 at http/],
    [
      refusal(503, 'The database is away'),
      '',
      /answered 503: The database is away/,
    ],
    [{ body: '<!doctype html>' }, '', /is it the URL of the portal's pages\?/],
    [{ body: { items: [{}] } }, '', /is not what this version expects/],
  ])('ends with 2 for an answer like %j', async (answer, args, sentence) => {
    portal.answer = () => answer;
    const { code, out, err } = await run(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^o8: [^\n]+\n$/);
    expect(err).toMatch(sentence);
    expect(err).not.toContain('abc.def');

    const json = await run(`${args} --json`);
    expect(JSON.parse(json.out)).toEqual({
      ok: false,
      error: expect.stringMatching(sentence),
      problems: [],
    });
  });

  it.each([
    ['nowhere', /nowhere: it does not exist/],
    ['empty', /empty: it holds no token/],
  ])('ends with 2 for the token of %s', async (file, sentence) => {
    const { code, err } = await run(`--token-file ${file}`);
    expect(code).toBe(2);
    expect(err).toMatch(sentence);
    expect(portal.asked).toEqual([]);
  });

  it('does not show a token that cannot be sent', async () => {
    process.env.O8_TOKEN = 'abc.def\nghi';
    const { code, err } = await run('');
    expect({ code, err }).toEqual({
      code: 2,
      err: 'o8: O8_TOKEN: it holds no token\n',
    });
    expect(portal.asked).toEqual([]);
  });

  it('ends with 2 where nobody answers', async () => {
    const gone = await startPortal();
    await gone.close();
    const ran = await runIn(createFolder(), ['status', '--url', gone.url]);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toBe(
      `o8: ${gone.url} cannot be reached: nobody listens there\n`,
    );
  });

  it.each([
    ['status', "option '--url <url>' is missing"],
    ['status --url portal', 'It is not a URL.'],
    ['status --url ftp://portal', 'It is neither https nor http.'],
    ['status --url http://portal.example', 'Only https is safe'],
    ['status --url https://a:b@portal.example', 'It has a password in it'],
    ['status --url https://portal.example/?a=b', 'It has more than a path.'],
    [
      'status --url https://portal.example --facet cost',
      'There is sync, compliance, recovery.',
    ],
    [
      'status --url https://portal.example --filter owner',
      'It is not of the form key=value.',
    ],
    [
      'status --url https://portal.example --filter a=1 --filter a=2',
      '"a" is there already',
    ],
    [
      'status --url https://portal.example --token abc',
      "unknown option '--token'",
    ],
  ])('refuses "%s"', async (args, sentence) => {
    const { code, out, err } = await runIn(createFolder(), args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(sentence);
  });
});
