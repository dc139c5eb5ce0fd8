import { Agent, request } from 'undici';
import { gunzipSync } from 'node:zlib';
import {
  createDataDir,
  createTinyWorld,
  TestFleet,
  type Call,
} from '../../__testUtils__';
import type { Fault } from './Fault';

const CONFIG_MAPS = '/api/v1/configmaps';
const GZIP = { headers: { 'accept-encoding': 'gzip' } };
const AGGREGATED = {
  accept:
    'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json',
};

describe('faults of answers', () => {
  const dataDir = createDataDir();
  let fleet: TestFleet;
  beforeAll(async () => {
    const world = createTinyWorld({ configMaps: 2_000 });
    fleet = await TestFleet.start({ dataDir, world });
  });
  afterEach(() => fleet.fleet.control.clearFault('one'));
  afterAll(() => fleet.close());

  const set = (fault: Fault) => fleet.fleet.control.setFault('one', fault);

  /** The bytes as they came, and whether that was all. */
  async function read(path: string, call: Call = {}) {
    const agent = new Agent({ connect: { ca: fleet.fleet.ca } });
    const answer = await request(`${fleet.fleet.url}/clusters/one${path}`, {
      dispatcher: agent,
      headers: { ...fleet.authorization({}), ...call.headers },
    });
    const chunks: Buffer[] = [];
    let isWhole = true;
    try {
      for await (const chunk of answer.body) {
        chunks.push(chunk);
      }
    } catch {
      isWhole = false;
    }
    await agent.destroy();
    const { statusCode: status, headers } = answer;
    return { status, headers, bytes: Buffer.concat(chunks), isWhole };
  }

  it('404: refuses', async () => {
    set({ fault: 'status', status: 404 });
    const { status, body } = await fleet.api(CONFIG_MAPS);
    expect(status).toBe(404);
    expect(body).toMatchObject({ kind: 'Status', reason: 'NotFound' });
  });

  it.each(['/version', '/api/v1', '/api/v1/pods', CONFIG_MAPS])(
    'garbage: %s is 200 and no JSON',
    async path => {
      set({ fault: 'garbage' });
      const { status, headers, bytes, isWhole } = await read(path);
      expect({ status, isWhole }).toEqual({ status: 200, isWhole: true });
      expect(headers['content-type']).toContain('application/json');
      expect(() => JSON.parse(bytes.toString())).toThrow(SyntaxError);
    },
  );

  it.each(['/version', '/api/v1/pods', CONFIG_MAPS])(
    'truncated: %s ends well, in the middle of the JSON',
    async path => {
      const whole = (await read(path)).bytes.toString();
      set({ fault: 'truncated' });
      const { status, bytes, isWhole } = await read(path);
      const text = bytes.toString();
      expect({ status, isWhole }).toEqual({ status: 200, isWhole: true });
      expect(text.length).toBeGreaterThan(10);
      expect(whole.startsWith(text)).toBe(true);
      expect(() => JSON.parse(text)).toThrow(SyntaxError);
    },
  );

  it('truncated: what is packed is cut, too', async () => {
    const whole = await read(CONFIG_MAPS, GZIP);
    expect(JSON.parse(`${gunzipSync(whole.bytes)}`).items).toHaveLength(2_000);
    set({ fault: 'truncated' });
    const { headers, bytes, isWhole } = await read(CONFIG_MAPS, GZIP);
    expect(headers['content-encoding']).toBe('gzip');
    expect(isWhole).toBe(true);
    expect(bytes.length).toBeGreaterThan(0);
    expect(() => gunzipSync(bytes)).toThrow('unexpected end of file');
  });

  it.each([
    ['small', '/api/v1/pods', {}],
    ['long', CONFIG_MAPS, {}],
    ['packed', CONFIG_MAPS, GZIP],
  ])('reset: a %s answer breaks in the middle', async (_, path, call) => {
    set({ fault: 'reset' });
    const { status, bytes, isWhole } = await read(path, call);
    expect({ status, isWhole }).toEqual({ status: 200, isWhole: false });
    expect(bytes.length).toBeGreaterThan(0);
  });

  it.each<[Fault['fault'], boolean]>([
    ['garbage', true],
    ['truncated', true],
    ['reset', false],
    ['down', false],
  ])('%s strikes a list that is being read', async (fault, endsWell) => {
    const agent = new Agent({ connect: { ca: fleet.fleet.ca } });
    const { body } = await request(
      `${fleet.fleet.url}/clusters/one${CONFIG_MAPS}`,
      { dispatcher: agent, headers: fleet.authorization({}) },
    );
    const chunks: Buffer[] = [];
    const outcome = await (async () => {
      for await (const chunk of body) {
        if (chunks.push(chunk) === 1) {
          set({ fault } as Fault);
        }
      }
      return true;
    })().catch(() => false);
    await agent.destroy();
    expect(outcome).toBe(endsWell);
    expect(() => JSON.parse(`${Buffer.concat(chunks)}`)).toThrow(SyntaxError);
  });

  it('of one resource leave the others alone', async () => {
    set({ fault: 'reset', resource: { group: '', plural: 'configmaps' } });
    expect((await read(CONFIG_MAPS)).isWhole).toBe(false);
    expect((await fleet.api('/api/v1/pods')).body.items).toHaveLength(2);
    fleet.fleet.control.clearFault('one');
    expect((await read(CONFIG_MAPS)).isWhole).toBe(true);
  });

  it('expireContinue: a list of one page only ends', async () => {
    const page = `${CONFIG_MAPS}?limit=1500`;
    const first = await fleet.api(page);
    const next = first.body.metadata.continue;
    set({ fault: 'expireContinue' });
    const refused = await fleet.api(`${page}&continue=${next}`);
    expect(refused.status).toBe(410);
    expect(refused.body).toMatchObject({ kind: 'Status', reason: 'Expired' });
    const inconsistent = `${page}&continue=${refused.body.metadata.continue}`;
    expect((await fleet.api(inconsistent)).status).toBe(410);
    expect((await fleet.api(CONFIG_MAPS)).body.items).toHaveLength(2_000);
    fleet.fleet.control.clearFault('one');
    const rest = await fleet.api(inconsistent);
    expect(rest.body.items).toHaveLength(500);
    expect(rest.body.metadata.continue).toBeUndefined();
  });

  it('discovery: one group is unknown, its objects are there', async () => {
    set({ fault: 'discovery', group: 'velero.io' });
    for (const path of ['/apis/velero.io', '/apis/velero.io/v1']) {
      const { status, body } = await fleet.api(path);
      expect({ status, reason: body.reason }).toEqual({
        status: 503,
        reason: 'ServiceUnavailable',
      });
    }
    expect((await fleet.api('/apis/velero.io/v1/backups')).status).toBe(200);
    expect((await fleet.api('/apis/apps/v1')).status).toBe(200);
    expect((await fleet.api('/apis')).body.groups).toContainEqual(
      expect.objectContaining({ name: 'velero.io' }),
    );
    const groupsOf = async () => {
      const { body } = await fleet.api('/apis', { headers: AGGREGATED });
      return new Map<string, unknown>(
        body.items.map(
          (item: { metadata: { name: string }; versions: unknown }) => [
            item.metadata.name,
            item.versions,
          ],
        ),
      );
    };
    const groups = await groupsOf();
    expect(groups.get('velero.io')).toEqual([
      { version: 'v1', freshness: 'Stale' },
    ]);
    expect(groups.get('apps')).toMatchObject([{ freshness: 'Current' }]);
    fleet.fleet.control.clearFault('one');
    expect((await fleet.api('/apis/velero.io/v1')).status).toBe(200);
    expect((await groupsOf()).get('velero.io')).toMatchObject([
      { freshness: 'Current', resources: [{ resource: 'backups' }] },
    ]);
  });
});
