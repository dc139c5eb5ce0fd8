import { planWith } from '../../__testUtils__/planWith';
import { veleroSchedule } from '../../emitters/veleroSchedule';
import { readField, readRecord } from '../../forecast/readField';

const plan = planWith({ kind: 'service' });
const [schedule] = veleroSchedule.emit({
  ...plan,
  placement: plan.placements[0],
});

/** What Velero copies from a Schedule to each Backup that it makes. */
const backup = {
  labels: readRecord(schedule, 'spec.template.metadata.labels'),
  annotations: schedule.metadata.annotations ?? {},
};

describe('backups that a Schedule makes', () => {
  it('have labels of their own: those of the Schedule would be copied otherwise', () => {
    expect(backup.labels).toEqual({ 'orchestr8.io/module': 'shop' });
  });

  // Argo CD writes its tracking id to the Schedule, and Velero copies that too. It names
  // the Schedule, so that Argo CD takes no Backup for its own; and this holds it anyway.
  it('are not pruned by Argo CD, whatever it is that marks its objects', () => {
    expect(backup.annotations).toEqual({
      'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
    });
    const marks = Object.keys({ ...backup.labels, ...backup.annotations });
    expect(marks).not.toContain('app.kubernetes.io/instance');
    expect(marks).not.toContain('argocd.argoproj.io/tracking-id');
  });

  it('outlive their Schedule, and end after their time', () => {
    expect(readField(schedule, 'spec.useOwnerReferencesInBackup')).toBe(false);
    expect(readField(schedule, 'spec.template.ttl')).toBe('720h0m0s');
    expect(readField(schedule, 'spec.template.snapshotMoveData')).toBe(true);
  });
});
