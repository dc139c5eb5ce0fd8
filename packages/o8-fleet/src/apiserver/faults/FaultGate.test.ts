import {
  createApplication,
  createDataDir,
  TestFleet,
  type WatchReader,
} from '../../__testUtils__';
import { faultSchema, type Fault } from './Fault';

const APPLICATIONS = '/apis/argoproj.io/v1alpha1/applications';
const WATCH = `${APPLICATIONS}?watch=true&allowWatchBookmarks=true&resourceVersion=`;
const RESOURCE = { group: 'argoproj.io', plural: 'applications' };

describe('faults', () => {
  const dataDir = createDataDir();
  let fleet: TestFleet;
  const open: WatchReader[] = [];
  beforeEach(async () => {
    fleet = await TestFleet.start({ dataDir, bookmarkIntervalMs: 30 });
  });
  afterEach(async () => {
    open.splice(0).forEach(reader => reader.close());
    await fleet.close();
  });

  const set = (fault: Fault) => fleet.fleet.control.setFault('one', fault);
  const clear = () => fleet.fleet.control.clearFault('one');
  const store = () => fleet.fleet.stores.get('one')!;
  async function watch(): Promise<WatchReader> {
    const reader = await fleet.watch(`${WATCH}${store().revision}`);
    open.push(reader);
    return reader;
  }
  const pause = (delayMs: number) =>
    new Promise(resolve => setTimeout(resolve, delayMs));

  it('slow: answers late, then fast again', async () => {
    set({ fault: 'slow', delayMs: 150 });
    const beginMs = performance.now();
    expect((await fleet.api('/version')).status).toBe(200);
    expect(performance.now() - beginMs).toBeGreaterThan(140);
    clear();
    const againMs = performance.now();
    await fleet.api('/version');
    expect(performance.now() - againMs).toBeLessThan(140);
  });

  it.each<[string, Fault, string]>([
    ['down', { fault: 'down' }, 'broken'],
    ['hang', { fault: 'hang' }, 'silence'],
    ['status', { fault: 'status', status: 500 }, '500'],
    ['slower', { fault: 'slow', delayMs: 400 }, 'silence'],
  ])('slow, then %s: the later fault counts', async (_, later, expected) => {
    set({ fault: 'slow', delayMs: 100 });
    const answer = fleet.api('/version').then(
      ({ status }) => `${status}`,
      () => 'broken',
    );
    await pause(30);
    set(later);
    const outcome = await Promise.race([
      answer,
      pause(300).then(() => 'silence'),
    ]);
    expect(outcome).toBe(expected);
    clear();
    expect(await answer).toBe(
      { hang: 'broken', slow: '200' }[later.fault as string] ?? expected,
    );
  });

  it('slow, then nothing: answers', async () => {
    set({ fault: 'slow', delayMs: 100 });
    const answer = fleet.api('/version');
    await pause(30);
    clear();
    expect((await answer).status).toBe(200);
  });

  it('down: breaks connections, open watches too, of one cluster only', async () => {
    const reader = await watch();
    set({ fault: 'down' });
    await reader.waitForEnd();
    await expect(fleet.api('/version')).rejects.toThrow();
    expect((await fleet.call('/clusters/two/version')).status).toBe(200);
    clear();
    expect((await fleet.api('/version')).status).toBe(200);
  });

  it('hang: answers nothing, silences watches, and ends both when it is over', async () => {
    const reader = await watch();
    await reader.wait(1);
    set({ fault: 'hang' });
    const told = reader.lines.length;
    const hanging = fleet.api('/version').then(
      () => 'answered',
      () => 'broken',
    );
    store().put(createApplication('team-a/new'));
    const first = await Promise.race([
      hanging,
      pause(150).then(() => 'silence'),
    ]);
    expect(first).toBe('silence');
    expect(reader.lines).toHaveLength(told);
    expect(reader.isOver).toBe(false);
    clear();
    expect(await hanging).toBe('broken');
    await reader.waitForEnd();
    expect((await fleet.api('/version')).status).toBe(200);
  });

  it.each([
    [401, 'Unauthorized'],
    [403, 'Forbidden'],
    [410, 'Expired'],
    [429, 'TooManyRequests'],
    [500, 'InternalError'],
  ] as const)(
    'status %d: refuses, and ends watches',
    async (status, reason) => {
      const reader = await watch();
      set({ fault: 'status', status });
      await reader.waitForEnd();
      expect(reader.told.filter(line => line !== 'BOOKMARK')).toEqual([]);
      const answer = await fleet.api(APPLICATIONS);
      expect(answer.status).toBe(status);
      expect(answer.body).toMatchObject({
        kind: 'Status',
        code: status,
        reason,
      });
      expect(answer.headers['retry-after']).toBe(
        status === 429 ? '1' : undefined,
      );
      clear();
      expect((await fleet.api(APPLICATIONS)).status).toBe(200);
    },
  );

  it('status as event: tells watches, and lets lists through', async () => {
    const reader = await watch();
    set({ fault: 'status', status: 410, as: 'event' });
    await reader.waitForEnd();
    expect(reader.lines.at(-1)).toMatchObject({
      type: 'ERROR',
      object: { kind: 'Status', code: 410, reason: 'Expired' },
    });
    const again = await watch();
    expect(again.status).toBe(200);
    await again.waitForEnd();
    expect(again.lines.at(-1)).toMatchObject({ type: 'ERROR' });
    expect((await fleet.api(APPLICATIONS)).status).toBe(200);
  });

  it('hits one resource only, which goes before the whole cluster', async () => {
    set({ fault: 'status', status: 403, resource: RESOURCE });
    expect((await fleet.api(APPLICATIONS)).status).toBe(403);
    expect((await fleet.api('/api/v1/pods')).status).toBe(200);
    set({ fault: 'status', status: 500 });
    expect((await fleet.api(APPLICATIONS)).status).toBe(403);
    expect((await fleet.api('/api/v1/pods')).status).toBe(500);
    expect(fleet.fleet.control.state().clusters[0].faults).toEqual([
      { fault: 'status', status: 500 },
      { fault: 'status', status: 403, resource: RESOURCE },
    ]);
    fleet.fleet.control.clearFault('one', RESOURCE);
    expect((await fleet.api(APPLICATIONS)).status).toBe(500);
  });

  it('goes before who you are', async () => {
    set({ fault: 'status', status: 500 });
    const { status } = await fleet.api('/version', { token: 'wrong' });
    expect(status).toBe(500);
  });

  it('closes with requests that hang and watches that are open', async () => {
    const reader = await watch();
    set({ fault: 'hang', resource: { group: '', plural: 'pods' } });
    const hanging = fleet.api('/api/v1/pods').catch(() => 'broken');
    await pause(50);
    await fleet.fleet.close();
    expect(await hanging).toBe('broken');
    await reader.waitForEnd();
    expect(fleet.life.calls).toEqual(['start', 'stop']);
    fleet = await TestFleet.start({ dataDir });
  });
});

describe('faultSchema', () => {
  it.each([
    { fault: 'slow' },
    { fault: 'slow', delayMs: 0 },
    { fault: 'status', status: 418 },
    { fault: 'status', status: 500, as: 'line' },
    { fault: 'discovery' },
    { fault: 'down', delayMs: 5 },
    { fault: 'broken' },
    { fault: 'down', resource: { plural: 'pods' } },
  ])('refuses %j', fault => {
    expect(faultSchema.safeParse(fault).success).toBe(false);
  });
});
