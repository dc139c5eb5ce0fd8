import type { HistoryEntry } from '../history';

const at = '2026-11-22T10:00:00.000Z';

/** An entry of each type, with everything set. */
export function createHistory(): HistoryEntry[] {
  const ofObject = {
    at,
    object: {
      cluster: 'hub',
      apiVersion: 'velero.io/v1',
      kind: 'Backup',
      namespace: 'velero',
      name: 'billing-1',
    },
    cluster: 'eu-1',
    namespace: 'billing',
  };
  const run = {
    ...ofObject,
    facet: 'recovery' as const,
    outcome: 'partial' as const,
    goneAt: at,
    phase: 'PartiallyFailed',
    completedAt: at,
    message: 'one volume failed',
    backup: null,
    schedule: 'nightly',
  };
  return [
    {
      id: 'a',
      at,
      facet: 'sync',
      type: 'state',
      verdict: 'bad',
      headline: { code: 'degraded', params: { count: 1 } },
    },
    {
      ...ofObject,
      id: 'b',
      facet: 'sync',
      type: 'deployment',
      revision: 'abc',
      by: 'ada',
    },
    { ...run, id: 'c', type: 'backup' },
    {
      ...run,
      id: 'd',
      type: 'restore',
      namespace: null,
      goneAt: null,
      backup: 'billing-1',
    },
  ];
}
