import { createClusterProfiles } from './clusterProfiles';
import { definitionsOf } from './definitions';

const [hub, eu, , stage] = createClusterProfiles(4);

function kindsOf(cluster: typeof hub): string[] {
  return definitionsOf(cluster).map(({ group, version, kind }) =>
    [group, version, kind].filter(Boolean).join('/'),
  );
}

describe('definitionsOf', () => {
  it('serves Argo CD where there is one', () => {
    const application = 'argoproj.io/v1alpha1/Application';
    expect(kindsOf(hub)).toContain(application);
    expect(kindsOf(stage)).toContain(application);
    expect(kindsOf(eu)).not.toContain(application);
  });

  it('serves neither backups nor reports on the hub', () => {
    const groups = new Set(definitionsOf(hub).map(({ group }) => group));
    expect(groups).not.toContain('velero.io');
    expect(groups).not.toContain('wgpolicyk8s.io');
    expect(groups).not.toContain('openreports.io');
  });

  it('serves exactly one API of reports on the others', () => {
    expect(kindsOf(eu)).toContain('wgpolicyk8s.io/v1alpha2/PolicyReport');
    expect(kindsOf(eu)).not.toContain('openreports.io/v1alpha1/Report');
    expect(kindsOf(stage)).toContain('openreports.io/v1alpha1/ClusterReport');
    expect(kindsOf(stage)).not.toContain(
      'wgpolicyk8s.io/v1alpha2/PolicyReport',
    );
  });

  it('tells names and scopes as a discovery does', () => {
    const definitions = definitionsOf(eu);
    expect(definitions.find(({ kind }) => kind === 'Namespace')).toEqual({
      group: '',
      version: 'v1',
      kind: 'Namespace',
      plural: 'namespaces',
      singular: 'namespace',
      shortNames: ['ns'],
      namespaced: false,
    });
    expect(definitions.find(({ kind }) => kind === 'DataUpload')).toEqual({
      group: 'velero.io',
      version: 'v2alpha1',
      kind: 'DataUpload',
      plural: 'datauploads',
      singular: 'dataupload',
      namespaced: true,
    });
  });

  it('names each resource of a group once', () => {
    for (const cluster of [hub, eu, stage]) {
      const names = definitionsOf(cluster).map(
        ({ group, plural }) => `${plural}.${group}`,
      );
      expect(new Set(names).size).toBe(names.length);
    }
  });
});
