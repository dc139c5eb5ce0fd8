import { findTrouble } from './findTrouble';

type Deployment = Parameters<typeof findTrouble>[0];

function find(
  health: Deployment['health'],
  type?: 'resource' | 'condition' | 'operation' | 'drift',
  reason = '',
) {
  const cause = type
    ? { type, reason, message: '', object: null, since: null }
    : null;
  return findTrouble({ verdict: 'bad', health, cause });
}

describe('findTrouble', () => {
  it.each([
    ['Healthy', 'condition', 'ComparisonError', 'notCompared'],
    ['Unknown', 'condition', 'InvalidSpecError', 'notCompared'],
    ['Healthy', 'condition', 'SyncError', 'syncFailed'],
    ['Healthy', 'condition', 'DeletionError', 'syncFailed'],
    ['Healthy', 'operation', 'Failed', 'syncFailed'],
    ['Progressing', 'operation', 'PreSync hook', 'syncFailed'],
    // What runs is not well, whatever else is wrong.
    ['Degraded', 'condition', 'ComparisonError', 'degraded'],
    ['Degraded', 'operation', 'Failed', 'degraded'],
    ['Missing', 'resource', 'Missing', 'degraded'],
    ['Degraded', undefined, '', 'degraded'],
  ] as const)('of %s with the %s %s is %s', (health, type, reason, trouble) => {
    expect(find(health, type, reason)).toBe(trouble);
  });

  it('finds none where nothing is known to be bad', () => {
    for (const verdict of ['good', 'busy', 'attention', 'unknown'] as const) {
      const deployment = { verdict, health: 'Degraded', cause: null } as const;
      expect(findTrouble(deployment)).toBeUndefined();
    }
  });
});
