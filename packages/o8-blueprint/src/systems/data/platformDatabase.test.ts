import { createRichZone } from '../../__testUtils__/anyModule';
import { renderPlatform } from '../../plan/planPlatform';
import { planPlatformDatabase } from './platformDatabase';

const zoneWith = (scheduledBackups: boolean) => {
  const zone = createRichZone('none');
  if (zone.spec.database) {
    zone.spec.database.scheduledBackups = scheduledBackups;
  }
  return zone;
};

describe('the shared database of a platform repository', () => {
  it('has an archive and base backups on each cluster, in folders of their own', () => {
    const files = planPlatformDatabase(zoneWith(true));
    expect(files.map(({ path }) => path)).toEqual(
      ['eu-1', 'us-1', 'stage-1'].map(
        name => `bootstrap/clusters/${name}/shared-database.yaml`,
      ),
    );
    const [first] = files;
    const [store, backup] = 'objects' in first ? first.objects : [];
    expect(store).toMatchObject({
      kind: 'ObjectStore',
      metadata: {
        name: 'shared-pg',
        namespace: 'platform-db',
        annotations: {
          'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
        },
      },
      spec: {
        retentionPolicy: '30d',
        configuration: { destinationPath: 's3://backups/rich/o8-shared/eu-1' },
      },
    });
    expect(backup.spec).toMatchObject({
      schedule: expect.stringMatching(/^0 \d+ 2 \* \* \*$/),
      cluster: { name: 'shared-pg' },
      method: 'plugin',
    });
  });

  it('is explained where it is written, and only there', () => {
    const readmeOf = (isWritten: boolean) =>
      renderPlatform(zoneWith(isWritten)).find(
        ({ path }) => path === 'README.md',
      )?.content;
    expect(readmeOf(true)).toContain('barmanObjectName: shared-pg');
    expect(readmeOf(true)).toContain(
      'bootstrap/clusters/<cluster>/shared-database.yaml',
    );
    // By default any role connects to any database, also without TLS.
    expect(readmeOf(true)).toMatch(
      /- hostssl sameuser all all scram-sha-256\n\s+- host all all all reject\n/,
    );
    expect(readmeOf(false)).not.toContain('shared-database');
    expect(planPlatformDatabase(zoneWith(false))).toEqual([]);
  });
});
