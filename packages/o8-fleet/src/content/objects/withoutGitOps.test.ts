import type { KubeObject } from '../../types';
import { createWorld } from '../createWorld';

const now = new Date('2026-11-22T10:20:30Z');
const OPTIONS = { seed: 8, modules: 2, clusters: 4, now };
const gitPlacements = new Map([['voicefuse', ['eu-1']]]);

function objectsOf(cluster: string, options = {}): KubeObject[] {
  const world = createWorld({ ...OPTIONS, ...options });
  const found = world.clusters.find(({ name }) => name === cluster)!;
  return [...found.objects];
}

const isOf = (module: string) => (object: KubeObject) =>
  JSON.stringify(object).includes(`"${module}`);
const kindsOf = (objects: KubeObject[]) =>
  new Set(objects.map(({ kind }) => kind));
const idsOf = (objects: KubeObject[]) =>
  objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`);

describe('a world beside GitOps', () => {
  it('has of a module from git what git does not make', () => {
    const left = objectsOf('eu-1', { gitPlacements }).filter(isOf('voicefuse'));
    const kinds = kindsOf(left);
    expect(kinds).toEqual(
      new Set(['Namespace', 'Schedule', 'Backup', 'ClusterPolicyReport']),
    );
    // Those of its database go with it.
    const groups = left
      .filter(({ kind }) => kind === 'Backup')
      .map(({ apiVersion }) => apiVersion);
    expect(new Set(groups)).toEqual(new Set(['velero.io/v1']));
    const all = new Set(idsOf(objectsOf('eu-1')));
    expect(idsOf(left).filter(id => !all.has(id))).toEqual([]);
  });

  it('has what git guards, marked as made by GitOps', () => {
    const objects = objectsOf('eu-1', { gitPlacements });
    const markOf = (kind: string) =>
      objects.find(
        each => each.kind === kind && each.metadata.name === 'voicefuse',
      )?.metadata.annotations?.['argocd.argoproj.io/tracking-id'];
    expect(markOf('Namespace')).toBe(
      'voicefuse-boundary-eu-1:/Namespace:/voicefuse',
    );
    expect(markOf('Schedule')).toBe(
      'voicefuse-boundary-eu-1:velero.io/Schedule:velero/voicefuse',
    );
  });

  it('has no Application or project of it where its Argo CD reads git', () => {
    const [before, after] = [
      objectsOf('hub'),
      objectsOf('hub', { gitPlacements }),
    ];
    const gone = idsOf(before).filter(id => !idsOf(after).includes(id));
    expect(gone.sort()).toEqual([
      'AppProject/voicefuse',
      'Application/voicefuse-eu-1',
      'Application/voicefuse-us-1',
    ]);
  });

  it('has nothing of it on other clusters of this Argo CD', () => {
    const namespaces = objectsOf('us-1', { gitPlacements }).filter(
      ({ kind }) => kind === 'Namespace',
    );
    const names = namespaces.map(({ metadata }) => metadata.name);
    expect(names).toContain('langfuse');
    expect(names).not.toContain('voicefuse');
  });

  it('is the same wherever git has nothing', () => {
    expect(objectsOf('stage-1', { gitPlacements })).toEqual(
      objectsOf('stage-1'),
    );
    const others = (objects: KubeObject[]) =>
      objects.filter(each => !isOf('voicefuse')(each));
    expect(others(objectsOf('eu-1', { gitPlacements }))).toEqual(
      others(objectsOf('eu-1')),
    );
  });
});
