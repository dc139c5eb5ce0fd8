import { createStatus } from './__testUtils__';
import { StatusIndex } from './StatusIndex';

const statuses = [
  createStatus('us-1', 'argocd'),
  createStatus('eu-1', 'velero', { state: 'failed', confirmedAt: null }),
  createStatus('us-1', 'velero'),
  createStatus('eu-1', 'argocd', { state: 'failed' }),
  createStatus('eu-1', 'barman', { state: 'unsupported', confirmedAt: null }),
];
const index = StatusIndex.of(statuses);

describe('StatusIndex', () => {
  it('is made once for the same statuses', () => {
    expect(StatusIndex.of(statuses)).toBe(index);
    expect(StatusIndex.of([...statuses])).not.toBe(index);
  });

  it('finds statuses in the order of all, each once', () => {
    expect(
      index.pick([
        { cluster: 'eu-1', source: 'argocd' },
        { cluster: 'us-1', source: 'argocd' },
        { cluster: 'us-1', source: 'argocd' },
        { cluster: 'nowhere', source: 'argocd' },
      ]),
    ).toEqual([statuses[0], statuses[3]]);
  });

  it.each([
    ['argocd', true],
    ['velero', false],
    ['barman', true],
    ['unknown', true],
  ])('knows whether %s was read everywhere: %s', (source, isRead) => {
    expect(index.isReadEverywhere(source)).toBe(isRead);
  });

  it.each([
    ['eu-1', 'velero', true],
    ['us-1', 'velero', false],
    // It has answered once, and is away.
    ['eu-1', 'argocd', false],
    ['eu-1', 'barman', false],
    ['nowhere', 'velero', false],
  ])(
    'knows whether %s never answered to %s: %s',
    (cluster, source, isNever) => {
      expect(index.isNeverRead({ cluster, source })).toBe(isNever);
    },
  );
});
