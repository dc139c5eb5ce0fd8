import { mockServices } from '@backstage/backend-test-utils';
import { waitFor } from './__testUtils__/waitFor';
import { SourceChanges, type SourceChangesOptions } from './SourceChanges';

type Statuses = Awaited<ReturnType<SourceChangesOptions['listStatuses']>>;

const READ = '2026-11-22T10:00:00.000Z';

describe('SourceChanges', () => {
  const scopes: string[] = [];
  const ends: (() => Promise<void>)[] = [];
  const logger = mockServices.logger.mock();
  let statuses: Statuses;
  let changes: SourceChanges;
  let fanOut: jest.Mock<Promise<void>, [{ cluster: string } | 'all']>;

  beforeEach(() => {
    scopes.length = 0;
    jest.clearAllMocks();
    statuses = ['a', 'b'].map(cluster => toStatus(cluster, READ));
    fanOut = jest.fn(async scope => {
      scopes.push(scope === 'all' ? 'all' : scope.cluster);
    });
    changes = new SourceChanges({
      listStatuses: async () => statuses,
      fanOut,
      timing: { assessIdleMs: 40, assessRetryMs: 5 },
      logger,
    });
    const abort = new AbortController();
    const running = changes.run(abort.signal);
    ends.push(async () => {
      abort.abort();
      await running;
    });
  });

  afterEach(async () => {
    await Promise.all(ends.splice(0).map(end => end()));
  });

  function toStatus(cluster: string, confirmedAt: string | null) {
    return { cluster, source: 'x', state: 'fresh' as const, confirmedAt };
  }
  const untilScopes = (count: number) =>
    waitFor(
      async () => scopes.length,
      found => found >= count,
    );
  /** Gets over the first word on each cluster. */
  async function settle() {
    changes.add('a');
    changes.add('b');
    await untilScopes(1);
    scopes.length = 0;
  }

  it('concerns the modules of the cluster', async () => {
    await settle();
    changes.add('a');
    await untilScopes(1);
    expect(scopes).toEqual(['a']);
  });

  it('gathers what changes together', async () => {
    await settle();
    for (let count = 0; count < 20; count += 1) {
      changes.add('a');
      changes.add('b');
    }
    await untilScopes(2);
    changes.add('b');
    await untilScopes(3);
    expect(scopes).toEqual(['a', 'b', 'b']);
  });

  it('concerns everybody when something is read for the first time', async () => {
    statuses = [toStatus('a', null), toStatus('b', READ)];
    await settle();
    statuses = [toStatus('a', READ), toStatus('b', READ)];
    changes.add('a');
    await untilScopes(1);
    changes.add('a');
    await untilScopes(2);
    expect(scopes).toEqual(['all', 'a']);
  });

  it('forgets nothing while the database is away', async () => {
    await settle();
    fanOut.mockRejectedValueOnce(new Error('away'));
    changes.add('a');
    await untilScopes(1);
    expect(scopes).toEqual(['a']);
    expect(logger.warn).toHaveBeenCalledWith('Passing on what changed failed', {
      error: 'Error: away',
    });
  });

  it('passes on what it has when it ends', async () => {
    await settle();
    changes.add('b');
    await ends[0]();
    expect(scopes).toEqual(['b']);
  });
});
