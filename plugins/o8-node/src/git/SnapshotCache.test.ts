import type { GitSnapshot } from './GitRemote';
import { SnapshotCache, type SnapshotKey } from './SnapshotCache';

const createKey = (changes: Partial<SnapshotKey> = {}): SnapshotKey => ({
  url: 'https://git.example/platform.git',
  commit: 'one',
  under: 'modules',
  ...changes,
});

function createSnapshot(commit = 'one', content = 'text'): GitSnapshot {
  return { commit, files: [{ path: 'modules/a', content }] };
}

/** A load that ends when the test says so, or when it is aborted. */
function createLoad() {
  let resolve: (snapshot: GitSnapshot) => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<GitSnapshot>((onDone, onFailure) => {
    resolve = onDone;
    reject = onFailure;
  });
  const load = jest.fn((signal: AbortSignal) => {
    signal.addEventListener('abort', () => reject(signal.reason));
    return promise;
  });
  return { load, resolve, reject };
}

describe('SnapshotCache', () => {
  it('reads a commit once', async () => {
    const cache = new SnapshotCache();
    const load = jest.fn(async () => createSnapshot());
    const options = { key: createKey(), load };
    await expect(cache.read(options)).resolves.toEqual(createSnapshot());
    await expect(cache.read(options)).resolves.toEqual(createSnapshot());
    expect(load).toHaveBeenCalledTimes(1);
  });

  it.each([
    { url: 'https://git.example/other.git' },
    { commit: 'two' },
    { under: 'other' },
  ])('takes nothing else for it: %p', async changes => {
    const cache = new SnapshotCache();
    await cache.read({ key: createKey(), load: async () => createSnapshot() });
    const load = jest.fn(async () => createSnapshot('two', 'other'));
    const other = await cache.read({ key: createKey(changes), load });
    expect(other.files[0].content).toBe('other');
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('keeps what was read under the commit that it is', async () => {
    const cache = new SnapshotCache();
    const load = jest.fn(async () => createSnapshot('two'));
    await cache.read({ key: createKey(), load });
    await cache.read({ key: createKey({ commit: 'two' }), load });
    expect(load).toHaveBeenCalledTimes(1);
    await cache.read({ key: createKey(), load });
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('gives nobody what others can change', async () => {
    const cache = new SnapshotCache();
    const options = { key: createKey(), load: async () => createSnapshot() };
    const first = await cache.read(options);
    first.files[0].content = 'changed';
    first.files.pop();
    await expect(cache.read(options)).resolves.toEqual(createSnapshot());
  });

  it('reads once for all who ask at the same time', async () => {
    const cache = new SnapshotCache();
    const { load, resolve } = createLoad();
    const options = { key: createKey(), load };
    const all = [cache.read(options), cache.read(options)];
    resolve(createSnapshot());
    const [one, two] = await Promise.all(all);
    expect(one).toEqual(two);
    expect(one.files).not.toBe(two.files);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('tells all of a failure, and forgets it', async () => {
    const cache = new SnapshotCache();
    const { load, reject } = createLoad();
    const options = { key: createKey(), load };
    const all = [cache.read(options), cache.read(options)];
    reject(new Error('refused'));
    for (const result of await Promise.allSettled(all)) {
      expect(result).toMatchObject({ reason: { message: 'refused' } });
    }
    await expect(
      cache.read({ ...options, load: async () => createSnapshot() }),
    ).resolves.toEqual(createSnapshot());
  });

  it('goes on while somebody waits', async () => {
    const cache = new SnapshotCache();
    const { load, resolve } = createLoad();
    const leaver = new AbortController();
    const options = { key: createKey(), load };
    const left = cache.read({ ...options, signal: leaver.signal });
    const stayed = cache.read(options);
    leaver.abort(new Error('enough'));
    expect(load.mock.calls[0][0].aborted).toBe(false);
    resolve(createSnapshot());
    await expect(left).rejects.toThrow('enough');
    await expect(stayed).resolves.toEqual(createSnapshot());
  });

  it('stops when all have left, which is nothing to who comes then', async () => {
    const cache = new SnapshotCache();
    const { load } = createLoad();
    const leavers = [new AbortController(), new AbortController()];
    const all = leavers.map(({ signal }) =>
      cache.read({ key: createKey(), load, signal }),
    );
    leavers.forEach(leaver => leaver.abort(new Error('enough')));
    const next = cache.read({
      key: createKey(),
      load: async () => createSnapshot(),
    });
    for (const result of await Promise.allSettled(all)) {
      expect(result).toMatchObject({ reason: { message: 'enough' } });
    }
    await expect(next).resolves.toEqual(createSnapshot());
    expect(load).toHaveBeenCalledTimes(1);
    expect(load.mock.calls[0][0].aborted).toBe(true);
  });

  it('begins nothing for who has left already', async () => {
    const load = jest.fn();
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(
      new SnapshotCache().read({ key: createKey(), load, signal }),
    ).rejects.toThrow('enough');
    expect(load).not.toHaveBeenCalled();
  });

  it('forgets what was not used for the longest time', async () => {
    const cache = new SnapshotCache();
    const load = jest.fn(async () => createSnapshot('any'));
    const read = (number: number) => {
      const commit = `commit-${number}`;
      load.mockResolvedValue(createSnapshot(commit));
      return cache.read({ key: createKey({ commit }), load });
    };
    for (let number = 0; number < 8; number++) {
      await read(number);
    }
    await read(0);
    await read(8);
    expect(load).toHaveBeenCalledTimes(9);
    await read(0);
    expect(load).toHaveBeenCalledTimes(9);
    await read(1);
    expect(load).toHaveBeenCalledTimes(10);
  });

  it('keeps a limited amount of text', async () => {
    const cache = new SnapshotCache();
    const load = jest.fn();
    const read = (commit: string, characters: number) => {
      load.mockResolvedValue(createSnapshot(commit, 'x'.repeat(characters)));
      return cache.read({ key: createKey({ commit }), load });
    };
    const megabytes = 1024 * 1024;
    await read('one', 20 * megabytes);
    await read('two', 20 * megabytes);
    await read('two', 20 * megabytes);
    expect(load).toHaveBeenCalledTimes(2);
    await read('one', 20 * megabytes);
    expect(load).toHaveBeenCalledTimes(3);
    await read('large', 40 * megabytes);
    await read('large', 40 * megabytes);
    expect(load).toHaveBeenCalledTimes(5);
  });
});
