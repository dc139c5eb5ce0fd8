import {
  createApplication,
  createDataDir,
  TestFleet,
  type WatchReader,
} from '../../__testUtils__';
import { ClusterStore } from '../store';

const APPLICATIONS = '/apis/argoproj.io/v1alpha1/applications';
const KIND = { group: 'argoproj.io', kind: 'Application' };

const BOOKMARK_INTERVAL_MS = 50;

describe('watch', () => {
  const dataDir = createDataDir();
  let fleet: TestFleet;
  const open: WatchReader[] = [];
  beforeEach(async () => {
    fleet = await TestFleet.start({
      dataDir,
      bookmarkIntervalMs: BOOKMARK_INTERVAL_MS,
      maxLogEvents: 10,
    });
  });
  afterEach(async () => {
    open.splice(0).forEach(reader => reader.close());
    await fleet.close();
  });

  const store = () => fleet.fleet.stores.get('one')!;
  async function watch(query: string, headers?: Record<string, string>) {
    const path = `${APPLICATIONS}?watch=true&${query}`;
    const reader = await fleet.watch(path, { headers });
    open.push(reader);
    return reader;
  }
  const now = () => `resourceVersion=${store().revision}`;
  function relabel(name: string, labels: Record<string, string>) {
    store().put(createApplication(`team-a/${name}`, labels));
  }

  it('tells what is there first, then what changes', async () => {
    const reader = await watch('resourceVersion=0');
    expect(await reader.wait(3)).toEqual([
      'ADDED one',
      'ADDED two',
      'ADDED three',
    ]);
    store().put(createApplication('team-b/four'));
    relabel('one', { tier: 'iron' });
    store().delete(KIND, 'team-a', 'two');
    expect((await reader.wait(6)).slice(3)).toEqual([
      'ADDED four',
      'MODIFIED one',
      'DELETED two',
    ]);
    const versions = reader.lines.map(({ object }) =>
      Number(object.metadata.resourceVersion),
    );
    expect(versions.slice(3)).toEqual([...versions.slice(3)].sort());
    expect(versions[5]).toBe(store().revision);
  });

  it('goes on where a client was', async () => {
    const version = now();
    relabel('one', { tier: 'iron' });
    store().put(createApplication('team-b/four'));
    const reader = await watch(version);
    expect(await reader.wait(2)).toEqual(['MODIFIED one', 'ADDED four']);
  });

  it('tells what leaves and enters a selection', async () => {
    const reader = await watch(`${now()}&labelSelector=tier%3Dgold`);
    relabel('two', { tier: 'bronze' });
    relabel('one', { tier: 'silver' });
    relabel('one', { tier: 'gold' });
    expect(await reader.wait(2)).toEqual(['DELETED one', 'ADDED one']);
    const [gone] = reader.lines;
    // As it was when it was last seen, with the version of the change.
    expect(gone.object.metadata).toMatchObject({
      labels: { tier: 'gold' },
      resourceVersion: `${store().revision - 1}`,
    });
  });

  it('tells of one namespace, or of one object only', async () => {
    const path = '/apis/argoproj.io/v1alpha1/namespaces/team-b/applications';
    const reader = await fleet.watch(`${path}?watch=1&${now()}`);
    open.push(reader);
    const one = await watch(`${now()}&fieldSelector=metadata.name%3Done`);
    relabel('two', { a: 'b' });
    relabel('one', { a: 'b' });
    store().put(createApplication('team-b/four'));
    expect(await reader.wait(1)).toEqual(['ADDED four']);
    expect(await one.wait(1)).toEqual(['MODIFIED one']);
  });

  it('says where it is by bookmarks, when asked', async () => {
    const silent = await watch(now());
    const reader = await watch(`${now()}&allowWatchBookmarks=true`);
    // A change of another kind moves the bookmark, too.
    store().delete({ group: '', kind: 'ConfigMap' }, 'team-b', 'c-00001');
    await reader.wait(2);
    const last = reader.lines[1];
    expect(last).toMatchObject({
      type: 'BOOKMARK',
      object: {
        kind: 'Application',
        apiVersion: 'argoproj.io/v1alpha1',
        metadata: { resourceVersion: `${store().revision}` },
      },
    });
    expect(silent.lines).toEqual([]);
  });

  it('marks the end of what is there with sendInitialEvents', async () => {
    const reader = await watch(
      'sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true',
    );
    expect((await reader.wait(4)).slice(0, 4)).toEqual([
      'ADDED one',
      'ADDED two',
      'ADDED three',
      'BOOKMARK',
    ]);
    expect(reader.lines[3].object.metadata.annotations).toEqual({
      'k8s.io/initial-events-end': 'true',
    });
  });

  it('ends after timeoutSeconds, with a last bookmark', async () => {
    const reader = await watch(
      `${now()}&timeoutSeconds=1&allowWatchBookmarks=true`,
    );
    await reader.waitForEnd();
    expect(reader.told.at(-1)).toBe('BOOKMARK');
  });

  it('answers 410 before the first byte when the past is forgotten', async () => {
    const version = now();
    for (let i = 0; i < 11; i++) {
      relabel('one', { i: `${i}` });
    }
    const { status, body } = await fleet.api(
      `${APPLICATIONS}?watch=true&${version}`,
    );
    expect(status).toBe(410);
    expect(body).toMatchObject({
      kind: 'Status',
      reason: 'Expired',
      code: 410,
    });
  });

  it('says nothing of what comes before the future that it waits for', async () => {
    const before = store().revision;
    const reader = await watch(
      `resourceVersion=${before + 2}&allowWatchBookmarks=true`,
    );
    expect(reader.status).toBe(200);
    // Lower than what it has seen: so a client learns that the cluster went back.
    await reader.wait(1);
    expect(reader.lines[0]).toMatchObject({
      type: 'BOOKMARK',
      object: { metadata: { resourceVersion: `${before}` } },
    });
    for (const tier of ['gold', 'iron', 'lead']) relabel('one', { tier });
    const events = () => reader.lines.filter(({ type }) => type !== 'BOOKMARK');
    while (events().length === 0) await reader.wait(reader.lines.length + 1);
    expect(events()).toMatchObject([
      { type: 'MODIFIED', object: { metadata: { labels: { tier: 'lead' } } } },
    ]);
  });

  it('refuses the future where it is to tell all objects first', async () => {
    const reader = await watch(
      `resourceVersion=${store().revision + 1}&sendInitialEvents=true` +
        '&resourceVersionMatch=NotOlderThan',
    );
    expect(reader.status).toBe(504);
  });

  it('does not forget a watch whose kind is quiet', async () => {
    const reader = await watch(now());
    for (let i = 0; i < 30; i++) {
      const name = `c-${i}`;
      const kind = { group: '', kind: 'ConfigMap' };
      const [first] = store().list(kind);
      store().put({ ...first, metadata: { ...first.metadata, name } });
    }
    relabel('one', { a: 'b' });
    expect(await reader.wait(1)).toEqual(['MODIFIED one']);
  });

  it('sends an ERROR 410 to a client that falls behind', async () => {
    const reader = await watch(now());
    const text = 'x'.repeat(500_000);
    // More than sockets hold, and at once: nobody could have read it.
    for (let i = 0; i < 60; i++) {
      relabel('one', { i: `${i}`, text });
    }
    await reader.waitForEnd();
    const last = reader.lines.at(-1)!;
    expect(last).toMatchObject({
      type: 'ERROR',
      object: { kind: 'Status', code: 410, reason: 'Expired' },
    });
  });

  it('gives metadata only, or rows of a table', async () => {
    const partial = await watch('', {
      accept: 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1',
    });
    await partial.wait(3);
    expect(partial.lines[0].object).toEqual({
      kind: 'PartialObjectMetadata',
      apiVersion: 'meta.k8s.io/v1',
      metadata: store().get(KIND, 'team-a', 'one')!.metadata,
    });
    const table = await watch('', {
      accept: 'application/json;as=Table;v=v1;g=meta.k8s.io',
    });
    await table.wait(3);
    const columns = table.lines.map(
      ({ object }) => (object.columnDefinitions as unknown[]).length,
    );
    expect(columns).toEqual([2, 0, 0]);
  });

  it.each(['resourceVersion=x', 'sendInitialEvents=true'])(
    'answers 400 to %s',
    async query => {
      const { status } = await fleet.api(`${APPLICATIONS}?watch=true&${query}`);
      expect(status).toBe(400);
    },
  );

  it('stops listening when its client goes', async () => {
    const { subscribe } = ClusterStore.prototype;
    const unsubscribe = jest.fn<void, []>();
    const unsubscribed = new Promise<void>(resolve => {
      jest
        .spyOn(store(), 'subscribe')
        .mockImplementationOnce((kind, listener) => {
          const end = subscribe.call(store(), kind, listener);
          return unsubscribe.mockImplementation(() => {
            end();
            resolve();
          });
        });
    });
    const intervals = jest.spyOn(globalThis, 'setInterval');
    const timeouts = jest.spyOn(globalThis, 'setTimeout');
    const reader = await watch(
      'resourceVersion=0&allowWatchBookmarks=true&timeoutSeconds=77',
    );
    await reader.wait(3);
    const timers = [
      timerOf(intervals, BOOKMARK_INTERVAL_MS),
      timerOf(timeouts, 77_000),
    ];
    expect(unsubscribe).not.toHaveBeenCalled();
    expect(timers.map(isRunning)).toEqual([true, true]);
    reader.close();
    await unsubscribed;
    await new Promise(resolve => setImmediate(resolve));
    expect(unsubscribe).toHaveBeenCalledTimes(1);
    expect(timers.map(isRunning)).toEqual([false, false]);
    intervals.mockRestore();
    timeouts.mockRestore();
  });
});

/** The timer that was set with a delay of its own. */
function timerOf(
  spy: jest.SpyInstance<NodeJS.Timeout>,
  delayMs: number,
): NodeJS.Timeout {
  const at = spy.mock.calls.findIndex(([, delay]) => delay === delayMs);
  return spy.mock.results[at].value;
}

/** Node says nowhere in public whether a timer was cleared. */
function isRunning(timer: NodeJS.Timeout): boolean {
  return Reflect.get(timer, '_destroyed') === false;
}
