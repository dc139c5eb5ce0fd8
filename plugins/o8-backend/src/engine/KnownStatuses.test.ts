import type { SourceStatus } from '@orchestr8/backstage-plugin-o8-common';
import { KnownStatuses } from './KnownStatuses';

function create() {
  let revision = 1;
  const read = jest.fn(async (): Promise<SourceStatus[]> => []);
  const statuses = new KnownStatuses({
    sourceStore: { getRevision: async () => revision },
    read,
  });
  return {
    statuses,
    read,
    change: () => {
      revision += 1;
    },
  };
}

describe('KnownStatuses', () => {
  afterEach(() => jest.useRealTimers());

  it('reads once while nothing changes', async () => {
    const { statuses, read } = create();
    const first = await statuses.list();
    await expect(statuses.list()).resolves.toBe(first);
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('reads again at once when a source changed', async () => {
    const { statuses, read, change } = create();
    const first = await statuses.list();
    change();
    await expect(statuses.list()).resolves.not.toBe(first);
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('reads again after a second, because sources grow old', async () => {
    jest.useFakeTimers();
    const { statuses, read } = create();
    await statuses.list();
    jest.advanceTimersByTime(1_001);
    await statuses.list();
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('does not miss what changes while it reads', async () => {
    const { statuses, read, change } = create();
    read.mockImplementationOnce(async () => {
      change();
      return [];
    });
    await statuses.list();
    await statuses.list();
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('keeps nothing of a store that fails', async () => {
    const { statuses, read } = create();
    read.mockRejectedValueOnce(new Error('away'));
    await expect(statuses.list()).rejects.toThrow('away');
    await expect(statuses.list()).resolves.toEqual([]);
  });
});
