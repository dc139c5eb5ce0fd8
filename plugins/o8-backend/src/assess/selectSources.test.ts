import { builtInSources } from '../sources';
import { createApplication, createBackup } from '../sources/__testUtils__';
import { createStatus, toKnownFacts } from './__testUtils__';
import { capVerdict } from './capVerdict';
import { pickStatuses, selectSources } from './selectSources';
import { healthOf } from './sourceHealth';

describe('selectSources', () => {
  const placements = [
    { cluster: 'us-1', namespace: 'billing' },
    { cluster: 'eu-1', namespace: 'billing' },
    { cluster: 'eu-1', namespace: 'billing-jobs' },
  ];
  const select = (
    needs: `${string}.${string}`[],
    facts: ReturnType<typeof toKnownFacts> = [],
    statuses: ReturnType<typeof createStatus>[] = [],
  ) =>
    selectSources({
      assessor: { needs },
      sources: builtInSources,
      module: { placements, facts },
      statuses,
    });

  it('takes placements that never answered too, of what may be anywhere', () => {
    const statuses = [
      createStatus('us-1', 'argocd', { state: 'failed', confirmedAt: null }),
      // It has answered once: what it held is among the facts.
      createStatus('eu-1', 'argocd', { state: 'failed' }),
      createStatus('other', 'argocd', { state: 'failed', confirmedAt: null }),
    ];
    expect(select(['argocd.application'], [], statuses)).toEqual([
      { cluster: 'us-1', source: 'argocd' },
    ]);
  });

  it('takes each cluster of a placement once, in order', () => {
    expect(select(['velero.backup', 'velero.schedule'])).toEqual([
      { cluster: 'eu-1', source: 'velero' },
      { cluster: 'us-1', source: 'velero' },
    ]);
  });

  it('takes the clusters that hold something of what may be anywhere', () => {
    const facts = toKnownFacts({
      mgmt: [createApplication()],
      'us-1': [createBackup()],
    });
    expect(select(['argocd.application'], facts)).toEqual([
      { cluster: 'mgmt', source: 'argocd' },
    ]);
  });

  it('takes nothing that is not needed', () => {
    expect(select([])).toEqual([]);
    expect(select(['veleros.backup'])).toEqual([]);
  });
});

describe('pickStatuses', () => {
  it('keeps the order of the statuses and both parts of the address', () => {
    const statuses = [
      createStatus('us-1', 'velero'),
      createStatus('eu-1', 'argocd'),
      createStatus('eu-1', 'velero'),
    ];
    const picked = pickStatuses(statuses, [
      { cluster: 'eu-1', source: 'velero' },
      { cluster: 'us-1', source: 'velero' },
      { cluster: 'us-1', source: 'argocd' },
    ]);
    expect(picked).toEqual([statuses[0], statuses[2]]);
  });
});

describe('healthOf', () => {
  const confirmedAt = '2026-11-22T11:00:00.000Z';

  it.each([
    ['fresh', { state: 'fresh', confirmedAt }, 'fresh'],
    ['stale', { state: 'stale', confirmedAt }, 'old'],
    ['failed', { state: 'failed', confirmedAt }, 'old'],
    ['never read', { state: 'stale', confirmedAt: null }, 'neverRead'],
    ['failed at once', { state: 'failed', confirmedAt: null }, 'neverRead'],
    ['not installed', { state: 'unsupported' }, 'unsupported'],
  ] as const)('calls one %s %j %s', (_name, fields, state) => {
    const statuses = [createStatus('eu-1', 'velero', fields)];
    expect(healthOf(statuses, 'velero', 'eu-1').state).toBe(state);
  });

  it('takes one without a word as never read', () => {
    const statuses = [createStatus('eu-1', 'velero')];
    const neverRead = { state: 'neverRead', confirmedAt: null };

    expect(healthOf(statuses, 'velero', 'us-1')).toEqual(neverRead);
    expect(healthOf(statuses, 'argocd', 'eu-1')).toEqual(neverRead);
  });
});

it.each([
  ['good', 'unknown'],
  ['busy', 'unknown'],
  ['unknown', 'unknown'],
  ['attention', 'attention'],
  ['bad', 'bad'],
] as const)('capVerdict makes %s %s', (verdict, capped) => {
  expect(capVerdict(verdict)).toBe(capped);
});
