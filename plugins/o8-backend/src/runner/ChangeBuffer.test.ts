import type { WatchEvent } from '../clusters';
import { ChangeBuffer, latestChanges } from './ChangeBuffer';

type Change = Exclude<WatchEvent, { type: 'BOOKMARK' }>;

function change(
  name: string,
  version: number,
  type: Change['type'] = 'MODIFIED',
): Change {
  return {
    type,
    resourceVersion: String(version),
    object: {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace: 'a', uid: name },
    },
  };
}

const bookmark = (version: number): WatchEvent => ({
  type: 'BOOKMARK',
  resourceVersion: String(version),
});

/** A buffer that never writes by its clock, and a list of what it wrote. */
function createBuffer(
  write: (changes: Change[]) => Promise<void> = async () => undefined,
  gatherMs = 1_000_000,
) {
  const written: string[][] = [];
  const seen: number[] = [];
  const buffer = new ChangeBuffer({
    version: '1',
    gatherMs,
    write: async (changes, seenMs) => {
      await write(changes);
      seen.push(seenMs);
      written.push(changes.map(({ resourceVersion }) => resourceVersion));
    },
  });
  return { buffer, written, seen };
}

describe('ChangeBuffer', () => {
  it('writes a burst together, in its order', async () => {
    const { buffer, written } = createBuffer();
    for (const version of [2, 3, 4]) {
      await buffer.add(change(`c-${version}`, version));
    }
    expect(written).toEqual([]);
    await buffer.flush();

    expect(written).toEqual([['2', '3', '4']]);
    expect(buffer.version).toBe('4');
  });

  it('knows since when the oldest of each burst waits', async () => {
    const { buffer, seen } = createBuffer();
    const beforeMs = performance.now();
    await buffer.add(change('a', 2));
    const betweenMs = performance.now();
    await buffer.add(change('b', 3));
    await buffer.flush();
    await buffer.add(change('c', 4));
    await buffer.flush();

    expect(seen).toHaveLength(2);
    expect(seen[0]).toBeGreaterThanOrEqual(beforeMs);
    expect(seen[0]).toBeLessThanOrEqual(betweenMs);
    expect(seen[1]).toBeGreaterThanOrEqual(betweenMs);
  });

  it('writes by itself after a moment', async () => {
    const done = new Promise<void>(resolve => {
      const { buffer } = createBuffer(async () => resolve(), 1);
      buffer.add(change('a', 2)).catch(() => undefined);
    });
    await expect(done).resolves.toBeUndefined();
  });

  it('goes on only from what is written', async () => {
    let release = () => {};
    const held = new Promise<void>(resolve => {
      release = resolve;
    });
    const { buffer } = createBuffer(() => held);
    await buffer.add(change('a', 2));
    const flushed = buffer.flush();
    expect(buffer.version).toBe('1');

    release();
    await flushed;
    expect(buffer.version).toBe('2');
  });

  it('writes what came before a bookmark, before it believes it', async () => {
    const { buffer, written } = createBuffer();
    await buffer.add(change('a', 2));
    await buffer.add(bookmark(9));
    expect(written).toEqual([['2']]);
    expect(buffer.version).toBe('9');

    await buffer.add(bookmark(12));
    expect(buffer.version).toBe('12');
    expect(written).toHaveLength(1);
  });

  it('does not wait for ever for a moment without changes', async () => {
    const { buffer, written } = createBuffer();
    for (let version = 2; version < 502; version++) {
      await buffer.add(change('a', version));
    }
    expect(written).toHaveLength(1);
    expect(written[0]).toHaveLength(500);
    expect(buffer.version).toBe('501');
  });

  it('writes one batch after the other, never two at once', async () => {
    let writing = 0;
    let most = 0;
    const { buffer, written } = createBuffer(async () => {
      most = Math.max(most, ++writing);
      await new Promise(resolve => setImmediate(resolve));
      writing -= 1;
    });
    await buffer.add(change('a', 2));
    const first = buffer.flush();
    await buffer.add(change('a', 3));
    await Promise.all([first, buffer.flush()]);

    expect(written).toEqual([['2'], ['3']]);
    expect(most).toBe(1);
  });

  it('stays where it was after a failed write, whatever comes then', async () => {
    const tried: string[] = [];
    const { buffer, written } = createBuffer(async ([{ resourceVersion }]) => {
      tried.push(resourceVersion);
      if (resourceVersion === '3') {
        throw new Error('away');
      }
    });
    await buffer.add(change('a', 2));
    await buffer.flush();
    await buffer.add(change('b', 3));
    await expect(buffer.flush()).rejects.toThrow('away');

    await expect(buffer.add(change('c', 4))).rejects.toThrow('away');
    await expect(buffer.add(bookmark(5))).rejects.toThrow('away');
    await expect(buffer.flush()).rejects.toThrow('away');
    expect(tried).toEqual(['2', '3']);
    expect(written).toEqual([['2']]);
    expect(buffer.version).toBe('2');
  });

  it('hides no gap: a batch behind a failed one is not written', async () => {
    const { buffer, written } = createBuffer(async ([{ resourceVersion }]) => {
      await new Promise(resolve => setImmediate(resolve));
      if (resourceVersion === '2') {
        throw new Error('away');
      }
    });
    await buffer.add(change('a', 2));
    const first = buffer.flush();
    await buffer.add(change('b', 3));
    const outcomes = await Promise.allSettled([first, buffer.flush()]);
    expect(outcomes.map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
    ]);
    expect(written).toEqual([]);
    expect(buffer.version).toBe('1');
  });

  it('flushes nothing without writing', async () => {
    const { buffer, written } = createBuffer();
    await buffer.flush();
    expect(written).toEqual([]);
    expect(buffer.version).toBe('1');
  });
});

describe('latestChanges', () => {
  it.each<[string, Change[], string[]]>([
    ['nothing of nothing', [], []],
    ['each of several objects', [change('a', 1), change('b', 2)], ['1', '2']],
    [
      'the last of one object, where it came last',
      [change('a', 1), change('b', 2), change('a', 3)],
      ['2', '3'],
    ],
    [
      'an object that came back after it was deleted',
      [change('a', 1, 'DELETED'), change('a', 2, 'ADDED')],
      ['2'],
    ],
    [
      'the end of an object',
      [change('a', 1), change('a', 2, 'DELETED')],
      ['2'],
    ],
  ])('keeps %s', (_, changes, versions) => {
    expect(
      latestChanges(changes).map(({ resourceVersion }) => resourceVersion),
    ).toEqual(versions);
  });

  it('takes objects of one name in several namespaces apart', () => {
    const other = change('a', 2);
    other.object.metadata.namespace = 'b';
    const clusterWide = change('a', 3);
    delete clusterWide.object.metadata.namespace;
    const all = [change('a', 1), other, clusterWide];
    expect(latestChanges(all)).toEqual(all);
  });
});
