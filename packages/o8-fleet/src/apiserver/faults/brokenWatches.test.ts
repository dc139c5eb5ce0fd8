import {
  createApplication,
  createDataDir,
  TestFleet,
  type WatchReader,
} from '../../__testUtils__';
import type { Fault } from './Fault';

const APPLICATIONS = '/apis/argoproj.io/v1alpha1/applications';
const KIND = { group: 'argoproj.io', kind: 'Application' };

describe('faults of watches', () => {
  const dataDir = createDataDir();
  let fleet: TestFleet;
  const open: WatchReader[] = [];
  beforeAll(async () => {
    fleet = await TestFleet.start({ dataDir, bookmarkIntervalMs: 20 });
  });
  afterEach(() => {
    fleet.fleet.control.clearFault('one');
    open.splice(0).forEach(reader => reader.close());
  });
  afterAll(() => fleet.close());

  const set = (fault: Fault) => fleet.fleet.control.setFault('one', fault);
  const clear = () => fleet.fleet.control.clearFault('one');
  const store = () => fleet.fleet.stores.get('one')!;
  async function watch(bookmarks = false): Promise<WatchReader> {
    const reader = await fleet.watch(
      `${APPLICATIONS}?watch=true&allowWatchBookmarks=${bookmarks}&resourceVersion=${
        store().revision
      }`,
    );
    open.push(reader);
    return reader;
  }
  let changes = 0;
  const change = (path = 'team-a/one') =>
    store().put(createApplication(path, { change: `${++changes}` }));
  const pause = (delayMs: number) =>
    new Promise(resolve => setTimeout(resolve, delayMs));

  describe.each<[string, Fault, string[]]>([
    ['garbage', { fault: 'garbage' }, ['<html>']],
    ['truncated', { fault: 'truncated' }, ['{"type":"MODIFIED","obj']],
    // What has no end is no line of a stream that breaks.
    ['reset', { fault: 'reset' }, []],
  ])('%s', (_, fault, starts) => {
    it.each(['open', 'new'])('ends %s watches with no line', async when => {
      const early = when === 'open' ? await watch() : undefined;
      set(fault);
      const reader = early ?? (await watch());
      expect(reader.status).toBe(200);
      await reader.waitForEnd();
      change();
      expect(reader.lines).toEqual([]);
      expect(reader.bytes).toBeGreaterThan(20);
      expect(reader.broken).toEqual(
        starts.map(start => expect.stringContaining(start)),
      );
      clear();
      const again = await watch();
      change();
      expect(await again.wait(1)).toEqual(['MODIFIED one']);
    });
  });

  it.each(['open', 'new'])('status as object: of %s watches', async when => {
    const early = when === 'open' ? await watch() : undefined;
    set({ fault: 'status', status: 500, as: 'object' });
    const reader = early ?? (await watch());
    await reader.waitForEnd();
    expect(reader.status).toBe(200);
    expect(reader.lines).toEqual([
      expect.objectContaining({ kind: 'Status', code: 500 }),
    ]);
    expect((await fleet.api(APPLICATIONS)).status).toBe(200);
  });

  it.each(['open', 'new'])(
    'stall: %s watches are silent, and end when it is over',
    async when => {
      const early = when === 'open' ? await watch(true) : undefined;
      await early?.wait(1);
      set({ fault: 'stall' });
      const reader = early ?? (await watch(true));
      const told = reader.lines.length;
      change();
      await pause(100);
      expect(reader.lines).toHaveLength(told);
      expect(reader.isOver).toBe(false);
      const list = await fleet.api(APPLICATIONS);
      expect(list.status).toBe(200);
      clear();
      await reader.waitForEnd();
      expect(reader.lines).toHaveLength(told);
    },
  );

  it('stall, then hang: still silent, until both are over', async () => {
    const reader = await watch();
    set({ fault: 'stall' });
    set({ fault: 'hang' });
    change();
    await pause(50);
    expect(reader.isOver).toBe(false);
    clear();
    await reader.waitForEnd();
    expect(reader.lines).toEqual([]);
  });

  it('stall of one kind only', async () => {
    set({
      fault: 'stall',
      resource: { group: '', plural: 'pods' },
    });
    const reader = await watch();
    change();
    expect(await reader.wait(1)).toEqual(['MODIFIED one']);
  });

  it('repeat: twice, and the one before again; open watches too', async () => {
    const reader = await watch();
    change();
    await reader.wait(1);
    set({ fault: 'repeat' });
    change('team-b/new');
    await reader.wait(4);
    store().delete(KIND, 'team-b', 'new');
    expect(await reader.wait(7)).toEqual([
      'MODIFIED one',
      'ADDED new',
      'ADDED new',
      'MODIFIED one',
      'DELETED new',
      'DELETED new',
      'ADDED new',
    ]);
    clear();
    change();
    expect((await reader.wait(8)).slice(7)).toEqual(['MODIFIED one']);
  });
});
