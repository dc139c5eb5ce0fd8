import type { Source } from '@orchestr8/backstage-plugin-o8-node';
import type { SourceRow, SourceStore } from '../store';
import { clusterError } from './__testUtils__/FakeConnection';
import { SourceBoard } from './SourceBoard';

function createSource(id: string, kinds: string[]): Source {
  return {
    id,
    kinds: kinds.map(kind => ({
      group: 'x',
      kind,
      plural: `${kind.toLowerCase()}s`,
    })),
    reach: 'placements',
    toFacts: () => [],
  };
}

const sources = [createSource('one', ['A', 'B']), createSource('two', ['C'])];
const fresh = { state: 'fresh' as const };
const well = { error: null };
const away = { error: clusterError('timeout') };

/** A store in memory, which can be away. */
function createStore(initial: SourceRow[] = []) {
  const rows = new Map(initial.map(row => [row.source, row]));
  const store: SourceStore & { isAway: boolean; reports: number } = {
    isAway: false,
    reports: 0,
    reconcile: async () => undefined,
    getRevision: async () => 0,
    list: async () => [...rows.values()],
    async report(row) {
      if (this.isAway) {
        throw new Error('The database is away');
      }
      this.reports += 1;
      const old = rows.get(row.source);
      rows.set(row.source, { ...row });
      return old?.state !== row.state;
    },
    async confirm({ sources: ids, at }) {
      for (const id of ids) {
        const row = rows.get(id);
        if (row?.state === 'fresh' || row?.state === 'unsupported') {
          rows.set(id, { ...row, confirmedAt: at.toISOString() });
        }
      }
    },
  };
  return { store, rows };
}

async function createBoard(initial: SourceRow[] = []) {
  const { store, rows } = createStore(initial);
  let told = 0;
  const board = new SourceBoard({
    cluster: 'eu-1',
    sources,
    sourceStore: store,
    onSourceChanged: async () => {
      told += 1;
    },
  });
  await board.load();
  return {
    board,
    store,
    told: () => told,
    stateOf: (source: string) => rows.get(source)?.state,
    rowOf: (source: string) => rows.get(source),
  };
}

async function createFreshBoard() {
  const made = await createBoard();
  await made.board.setConnection(well);
  for (const kind of ['A', 'B', 'C']) {
    await made.board.setKind(`x/${kind}`, fresh);
  }
  return made;
}

const OLD: SourceRow = {
  cluster: 'eu-1',
  source: 'one',
  state: 'fresh',
  since: '2026-01-01T00:00:00.000Z',
  confirmedAt: '2026-01-01T00:00:00.000Z',
  message: null,
  kinds: [],
};

describe('SourceBoard', () => {
  it('calls a source fresh only when all its kinds were read', async () => {
    const { board, stateOf } = await createBoard();
    await board.setConnection(well);
    expect(stateOf('connection')).toBe('fresh');
    await board.setKind('x/A', fresh);
    expect(stateOf('one')).toBeUndefined();
    await board.setKind('x/B', { state: 'unsupported' });
    expect(stateOf('one')).toBe('fresh');
    expect(stateOf('two')).toBeUndefined();
  });

  it('fails all sources of a cluster that does not answer', async () => {
    const { board, stateOf, rowOf } = await createFreshBoard();
    await board.setConnection(away);
    for (const source of ['connection', 'one', 'two']) {
      expect(rowOf(source)).toMatchObject({
        state: 'failed',
        message: 'The cluster is timeout',
        confirmedAt: expect.any(String),
      });
    }

    await board.setConnection(well);
    expect(stateOf('connection')).toBe('fresh');
    expect(stateOf('one')).toBe('failed');
    await board.setKind('x/A', fresh);
    expect(stateOf('one')).toBe('failed');
    await board.setKind('x/B', fresh);
    expect(stateOf('one')).toBe('fresh');
    expect(stateOf('two')).toBe('failed');
  });

  it('believes no reader that comes too late', async () => {
    const { board, stateOf } = await createFreshBoard();
    await board.setConnection(away);
    await board.setKind('x/A', fresh);
    await board.setKind('x/C', fresh);
    expect(stateOf('two')).toBe('failed');
    await board.setConnection(well);
    expect(stateOf('two')).toBe('failed');
    await board.setKind('x/B', fresh);
    expect(stateOf('one')).toBe('failed');
  });

  it('tells only what changed, and confirms the rest', async () => {
    const { board, store, told, rowOf } = await createFreshBoard();
    const [toldBefore, reportsBefore] = [told(), store.reports];
    const confirmedAt = rowOf('one')?.confirmedAt;
    await new Promise(resolve => setTimeout(resolve, 2));
    await board.setConnection(well);
    await board.setKind('x/A', fresh);
    expect(told()).toBe(toldBefore);
    expect(store.reports).toBe(reportsBefore);
    expect(rowOf('one')?.confirmedAt).not.toBe(confirmedAt);
  });

  it('writes an outage once, however often it is asked', async () => {
    const { board, store, told } = await createFreshBoard();
    await board.setConnection(away);
    const [toldBefore, reportsBefore] = [told(), store.reports];
    await board.setConnection(away);
    await board.setConnection(away);
    expect(told()).toBe(toldBefore);
    expect(store.reports).toBe(reportsBefore);
  });

  it('fails one source by one kind, and no other', async () => {
    const { board, stateOf, rowOf } = await createFreshBoard();
    await board.setKind('x/A', { state: 'failed', message: 'A: forbidden' });
    expect(rowOf('one')).toMatchObject({
      state: 'failed',
      message: 'A: forbidden',
    });
    expect(stateOf('two')).toBe('fresh');
    expect(stateOf('connection')).toBe('fresh');
  });

  it('confirms nothing that it only knows from before a restart', async () => {
    const { board, rowOf } = await createBoard([OLD]);
    await board.setConnection(well);
    await board.setConnection(well);
    await board.setConnection(well);
    expect(rowOf('one')).toEqual(OLD);
    expect(rowOf('connection')?.state).toBe('fresh');
  });

  it('tells that it is known again after a restart, and since when it is so', async () => {
    const { board, rowOf, told } = await createBoard([OLD]);
    await board.setConnection(well);
    await board.setKind('x/A', fresh);
    const before = told();
    await board.setKind('x/B', fresh);
    expect(told()).toBe(before + 1);
    expect(rowOf('one')).toMatchObject({ state: 'fresh', since: OLD.since });
    expect(rowOf('one')?.confirmedAt).not.toBe(OLD.confirmedAt);
  });

  it('leaves rows of other clusters alone', async () => {
    const { board, told } = await createBoard([{ ...OLD, cluster: 'us-1' }]);
    await board.setConnection(well);
    expect(told()).toBe(1);
  });

  it('says it again when it could not be kept', async () => {
    const { board, store, stateOf } = await createFreshBoard();
    store.isAway = true;
    await expect(board.setConnection(away)).rejects.toThrow('away');
    expect(stateOf('one')).toBe('fresh');
    store.isAway = false;
    await board.setConnection(away);
    expect(stateOf('one')).toBe('failed');

    store.isAway = true;
    await expect(board.setConnection(well)).rejects.toThrow('away');
    store.isAway = false;
    await board.setConnection(well);
    expect(stateOf('connection')).toBe('fresh');
  });

  it('confirms nothing whose outage could not be kept', async () => {
    const { board, store, rowOf } = await createFreshBoard();
    const before = rowOf('one');
    store.isAway = true;
    await expect(board.setConnection(away)).rejects.toThrow('away');
    store.isAway = false;
    await new Promise(resolve => setTimeout(resolve, 2));
    await board.setConnection(well);
    await board.setConnection(well);
    expect(rowOf('one')).toEqual(before);
    await board.setKind('x/A', fresh);
    await board.setKind('x/B', fresh);
    expect(rowOf('one')?.confirmedAt).not.toBe(before?.confirmedAt);
  });

  it('takes reports that come at once one after the other', async () => {
    const { board, stateOf } = await createBoard();
    await Promise.all([
      board.setConnection(well),
      board.setKind('x/A', fresh),
      board.setKind('x/C', { state: 'failed', message: 'C' }),
      board.setKind('x/B', fresh),
      board.setKind('x/C', fresh),
    ]);
    expect([stateOf('one'), stateOf('two')]).toEqual(['fresh', 'fresh']);
  });
});
