import { clusterError } from './__testUtils__/FakeConnection';
import { explainRefusal } from './explainRefusal';

const kind = { group: 'velero.io', kind: 'Backup', plural: 'backups' };

describe('explainRefusal', () => {
  it('names the rule that is missing', () => {
    expect(explainRefusal(kind, clusterError('forbidden'))).toBe(
      'Backup: The cluster is forbidden. What is missing: list and watch on backups.velero.io; "o8 rbac" prints the whole role',
    );
  });

  it('says for how long the cluster wants to be left alone', () => {
    expect(explainRefusal(kind, clusterError('throttled', 1_200))).toBe(
      'Backup: The cluster is throttled. It is asked again in 2 s',
    );
    expect(explainRefusal(kind, clusterError('throttled'))).toBe(
      'Backup: The cluster is throttled',
    );
  });

  it('adds nothing to what says enough', () => {
    expect(explainRefusal(kind, clusterError('failed', 1_000))).toBe(
      'Backup: The cluster is failed',
    );
  });
});
