import type { ApplyResult } from '../store';
import { createFactRow } from '../store/__testUtils__/createFactRow';
import { KindIngest, type ObjectChanges, type ReadObject } from './KindIngest';

const RESULT: ApplyResult = {
  changed: 1,
  refreshed: 0,
  removed: 0,
  touched: ['web'],
};

function read(name: string, size: number, look = 0): ReadObject {
  const object = { namespace: 'team-a', name };
  const evidenceAt = new Date(look).toISOString();
  return {
    name: object,
    rows: [createFactRow({ ...object, value: { size }, evidenceAt })],
    unreadableBy: [],
  };
}

function create() {
  const written: string[] = [];
  const write = jest.fn(
    async ({ changed, deleted }: ObjectChanges): Promise<ApplyResult> => {
      written.push(
        [
          ...changed.map(
            ({ name, rows: [row] }) =>
              `${name.name}=${row?.value.size}@${Date.parse(
                row?.evidenceAt ?? '',
              )}`,
          ),
          ...deleted.map(({ name }) => `-${name}`),
        ].join(' '),
      );
      return RESULT;
    },
  );
  const onWaiting = jest.fn();
  const ingest = new KindIngest({ write, onWaiting });
  const apply = (...changed: ReadObject[]) =>
    ingest.apply({ changed, deleted: [], isList: false });
  const list = (...changed: ReadObject[]) =>
    ingest.apply({ changed, deleted: [], isList: true });
  const remove = (...names: string[]) =>
    ingest.apply({
      changed: [],
      deleted: names.map(name => ({ namespace: 'team-a', name })),
      isList: false,
    });
  return { ingest, write, written, onWaiting, apply, list, remove };
}

describe('KindIngest', () => {
  it('writes what is new, and leaves out what is not', async () => {
    const { apply, written } = create();
    await expect(apply(read('a', 1), read('b', 1))).resolves.toBe(RESULT);
    await expect(apply(read('a', 1))).resolves.toMatchObject({ touched: [] });
    await apply(read('a', 1), read('b', 2));
    await apply(read('a', 3));
    expect(written).toEqual(['a=1@0 b=1@0', 'b=2@0', 'a=3@0']);
  });

  it('lets wait what only moved, and writes the last of it', async () => {
    const { ingest, apply, written, onWaiting } = create();
    await apply(read('a', 1));
    await apply(read('a', 1, 5));
    await apply(read('a', 1, 6));
    expect(written).toEqual(['a=1@0']);
    expect(onWaiting).toHaveBeenCalled();
    await ingest.flush();
    await ingest.flush();
    expect(written).toEqual(['a=1@0', 'a=1@6']);
  });

  it('does not go back to what waited when it is news by then', async () => {
    const { ingest, apply, written } = create();
    await apply(read('a', 1));
    await apply(read('a', 1, 5));
    await apply(read('a', 2, 7));
    await ingest.flush();
    expect(written).toEqual(['a=1@0', 'a=2@7']);
  });

  it('writes what comes back after it was deleted', async () => {
    const { ingest, apply, remove, written } = create();
    await apply(read('a', 1));
    await apply(read('a', 1, 5));
    await remove('a');
    await ingest.flush();
    await apply(read('a', 1, 5));
    expect(written).toEqual(['a=1@0', '-a', 'a=1@5']);
  });

  it('believes a list, and forgets what it knew before', async () => {
    const { ingest, apply, list, written } = create();
    await apply(read('a', 1));
    await apply(read('a', 1, 5));
    await list(read('a', 2, 6));
    await ingest.flush();
    // It went back to what it was at first.
    await apply(read('a', 1));
    await list(read('a', 1));
    await list(read('a', 1));
    expect(written).toEqual(['a=1@0', 'a=2@6', 'a=1@0', 'a=1@0', 'a=1@0']);
  });

  it('forgets what a list ended without', async () => {
    const { ingest, apply, written } = create();
    await apply(read('a', 1), read('b', 1));
    await apply(read('a', 1, 5), read('b', 1, 5));
    const sweep = jest.fn(async () => RESULT);
    await expect(ingest.sweep(new Set(['team-a/b']), sweep)).resolves.toBe(
      RESULT,
    );
    expect(sweep).toHaveBeenCalledTimes(1);
    await ingest.flush();
    await apply(read('a', 1), read('b', 1, 5));
    expect(written).toEqual(['a=1@0 b=1@0', 'b=1@5', 'a=1@0']);
  });

  it('writes what a source could not read each time', async () => {
    const { apply, written } = create();
    const spoiled = { ...read('a', 1), unreadableBy: ['velero'] };
    await apply(spoiled);
    await apply(spoiled);
    await apply(read('a', 1));
    await apply(read('a', 1));
    expect(written).toHaveLength(3);
  });

  it('does not take for known what could not be written', async () => {
    const { apply, write, written } = create();
    await apply(read('a', 1));
    write.mockRejectedValueOnce(new Error('away'));
    await expect(apply(read('a', 2))).rejects.toThrow('away');
    // Nobody knows whether it was: what was known before counts no more either.
    await apply(read('a', 1));
    await apply(read('a', 2));
    expect(written).toEqual(['a=1@0', 'a=1@0', 'a=2@0']);
  });

  it('tries again what had waited and could not be written', async () => {
    const { ingest, apply, write, written } = create();
    await apply(read('a', 1));
    await apply(read('a', 1, 5));
    write.mockRejectedValueOnce(new Error('away'));
    await expect(ingest.flush()).rejects.toThrow('away');
    await ingest.flush();
    expect(written).toEqual(['a=1@0', 'a=1@5']);
  });

  it('writes one after the other', async () => {
    const { ingest, apply, write } = create();
    await apply(read('a', 1));
    await apply(read('a', 1, 5));
    let running = 0;
    write.mockImplementation(async () => {
      running += 1;
      expect(running).toBe(1);
      await new Promise(resolve => setImmediate(resolve));
      running -= 1;
      return RESULT;
    });
    await Promise.all([
      apply(read('a', 2)),
      ingest.flush(),
      ingest.sweep(new Set(), async () => RESULT),
      apply(read('b', 2)),
    ]);
    expect(write).toHaveBeenCalledTimes(3);
  });
});
