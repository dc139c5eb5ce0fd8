import { FACETS } from '@orchestr8/backstage-plugin-o8-common';
import { toHistorySelection, type HistoryWish } from './toHistorySelection';

const BACKUPS = ['velero.backup', 'postgresBackups.backup'];
const RUNS = [...BACKUPS, 'restores.restore'];

describe('toHistorySelection', () => {
  it.each<[Partial<HistoryWish>, readonly string[], string[]]>([
    [{}, FACETS, ['argocd.deployment', ...RUNS]],
    [{ facets: ['sync'] }, ['sync'], ['argocd.deployment']],
    [{ facets: ['compliance'] }, ['compliance'], []],
    [{ facets: ['recovery'] }, ['recovery'], RUNS],
    [{ types: ['state'] }, FACETS, []],
    [{ types: ['backup'] }, [], BACKUPS],
    [{ types: ['state', 'restore'], facets: ['sync'] }, ['sync'], []],
    [{ types: ['deployment'], facets: ['recovery'] }, [], []],
  ])('finds what is wished by %j', (wish, facets, recordTypes) => {
    const selection = toHistorySelection({ facets: [], types: [], ...wish });
    expect(selection).toEqual({ facets, recordTypes });
  });
});
