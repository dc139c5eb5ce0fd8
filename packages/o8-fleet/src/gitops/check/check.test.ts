import type { KubeObject } from '../../types';
import { checkManifests } from './checkManifests';
import { globMatches } from './globMatches';
import { Project } from './Project';

function project(spec: object): Project {
  const metadata = { name: 'p', uid: '', creationTimestamp: '' };
  const object: KubeObject = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata,
    spec,
  };
  const read = Project.read(object);
  if (!read) throw new TypeError('not read');
  return read;
}

const EU = { names: ['eu-1'], servers: ['https://api.eu-1.example:6443'] };

describe('globMatches', () => {
  it.each<[string, string, boolean, boolean]>([
    ['*', 'a/b', true, true],
    ['a*', 'a/b', true, false],
    ['a/**', 'a/b/c', true, true],
    ['a?', 'a/', true, false],
    ['{a,b}-c', 'b-c', true, true],
    ['{a', '{a', true, true],
    ['a.c', 'abc', false, false],
    ['', '', true, true],
    ['a+(b)', 'a+(b)', true, true],
  ])('%s on %s', (glob, text, plain, separated) => {
    expect(globMatches(glob, text)).toBe(plain);
    expect(globMatches(glob, text, { separated: true })).toBe(separated);
  });
});

describe('Project', () => {
  it.each<[string[] | null, string, boolean]>([
    [['http://h/m/a.git'], 'http://h/m/a.git', true],
    [['http://h/m/a.git'], 'http://h/m/a', true],
    [['http://h/m/a.git'], 'http://h/m/ab.git', false],
    [['http://h/m/*'], 'http://h/m/a.git', true],
    [['http://h/*'], 'http://h/m/a.git', false],
    [['*'], 'http://h/m/a.git', true],
    [['*', '!http://h/m/a.git'], 'http://h/m/a.git', false],
    [[], 'http://h/m/a.git', false],
    [null, 'http://h/m/a.git', false],
  ])('of %j the source %s: %s', (sourceRepos, url, expected) => {
    expect(project({ sourceRepos }).permitsSource(url)).toBe(expected);
  });

  it.each<[object[], string, boolean]>([
    [[{ name: 'eu-1', namespace: 'a' }], 'a', true],
    [[{ name: 'eu-1', namespace: 'a' }], 'b', false],
    [[{ server: EU.servers[0], namespace: '*' }], 'b', true],
    [[{ server: '*', namespace: 'a-*' }], 'a-b', true],
    [[{ name: 'us-1', namespace: '*' }], 'a', false],
    [[{ name: 'eu-1' }], 'a', false],
    [
      [
        { name: 'eu-1', namespace: '*' },
        { name: 'eu-1', namespace: '!kube-*' },
      ],
      'kube-system',
      false,
    ],
    [
      [
        { server: '*', namespace: '*' },
        { name: '!eu-1', namespace: '*' },
      ],
      'a',
      false,
    ],
    [
      [
        { server: '*', namespace: '*' },
        { name: '!us-1', namespace: '*' },
      ],
      'a',
      true,
    ],
    [[], 'a', false],
  ])('of %j the namespace %s: %s', (destinations, namespace, expected) => {
    const permitted = project({ destinations }).permitsDestination(
      EU,
      namespace,
    );
    expect(permitted).toBe(expected);
  });

  it.each<[object, boolean, boolean]>([
    [{}, true, false],
    [{ namespaceResourceWhitelist: [] }, false, false],
    [{ namespaceResourceWhitelist: [{ kind: 'Thing' }] }, true, false],
    [
      { namespaceResourceBlacklist: [{ group: '*', kind: 'Th*' }] },
      false,
      false,
    ],
    [{ clusterResourceWhitelist: [{ group: '', kind: 'Thing' }] }, true, true],
    [
      { clusterResourceWhitelist: [{ group: '', kind: 'Thing', name: 'b' }] },
      true,
      false,
    ],
    [
      {
        clusterResourceWhitelist: [{ group: '*', kind: '*' }],
        clusterResourceBlacklist: [{ group: '', kind: 'Thing' }],
      },
      true,
      false,
    ],
  ])('of %j a kind: %s, cluster-scoped: %s', (spec, inside, outside) => {
    const permits = (namespaced: boolean) =>
      project(spec).permitsKind(
        { group: '', kind: 'Thing' },
        { namespaced, name: 'a' },
      );
    expect([permits(true), permits(false)]).toEqual([inside, outside]);
  });

  it('is not read when it is written in another way', () => {
    const metadata = { name: 'p', uid: '', creationTimestamp: '' };
    const object = { apiVersion: 'x/v1', kind: 'AppProject', metadata };
    expect(
      Project.read({ ...object, spec: { sourceRepos: 1 } }),
    ).toBeUndefined();
  });
});

describe('checkManifests', () => {
  const definition = {
    group: '',
    version: 'v1',
    kind: 'ConfigMap',
    plural: 'configmaps',
    singular: 'configmap',
    namespaced: true,
  };
  const namespace = { ...definition, kind: 'Namespace', namespaced: false };
  const job = { ...definition, group: 'batch', kind: 'Job' };

  const check = (...objects: [kind: string, metadata: object][]) =>
    checkManifests({
      application: 'app',
      manifests: objects.map(([kind, metadata], index) => ({
        manifest: {
          apiVersion: kind === 'Job' ? 'batch/v1' : 'v1',
          kind,
          metadata: { name: 'a', ...metadata },
          status: { never: 'declared' },
        },
        file: `f${index}.yaml`,
      })),
      definitions: [definition, namespace, job],
      cluster: { name: 'eu-1', ...EU },
      namespace: 'home',
      hasNamespace: name => name === 'home',
      project: project({
        destinations: [{ server: '*', namespace: '*' }],
        clusterResourceWhitelist: [{ group: '*', kind: '*' }],
      }),
    });

  it('completes what is declared', () => {
    const { targets, problems } = check(
      ['ConfigMap', { annotations: { 'argocd.argoproj.io/sync-wave': '-3' } }],
      ['Namespace', { name: 'new', namespace: 'senseless' }],
      ['ConfigMap', { namespace: 'new' }],
    );
    expect(problems).toEqual([]);
    expect(targets.map(({ key, wave }) => `${key} ${wave}`)).toEqual([
      '/ConfigMap:home/a -3',
      '/Namespace:/new 0',
      '/ConfigMap:new/a 0',
    ]);
    expect(targets[0].manifest).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'a',
        namespace: 'home',
        annotations: {
          'argocd.argoproj.io/sync-wave': '-3',
          'argocd.argoproj.io/tracking-id': 'app:/ConfigMap:home/a',
        },
      },
    });
  });

  it('says everything that is wrong', () => {
    const hook = { 'argocd.argoproj.io/hook': 'PreSync' };
    const { problems } = check(
      ['ConfigMap', {}],
      ['ConfigMap', {}],
      ['ConfigMap', { namespace: 'gone' }],
      ['Secret', {}],
      ['ConfigMap', { name: 'b', annotations: hook }],
      ['ConfigMap', { name: 'x'.repeat(254) }],
    );
    expect(problems).toEqual([
      'f1.yaml: ConfigMap "a" is there twice: f0.yaml has it too',
      'f2.yaml: ConfigMap "a" needs the namespace "gone", which does not exist in the cluster eu-1',
      'f3.yaml: Secret "a" is of a kind that the cluster eu-1 does not serve: v1 Secret',
      'f4.yaml: ConfigMap "b" is a hook (argocd.argoproj.io/hook), which is not supported by the demo fleet',
      expect.stringContaining('has a name that is no lowercase'),
    ]);
  });

  it('takes Jobs before a sync for themselves, and no other hooks', () => {
    const annotations = { 'argocd.argoproj.io/hook': 'PreSync' };
    const { targets, hooks, problems } = check(
      ['Job', { annotations }],
      ['Job', { name: 'b' }],
      [
        'Job',
        { name: 'c', annotations: { 'argocd.argoproj.io/hook': 'PostSync' } },
      ],
      ['Job', { name: 'd', annotations: { 'helm.sh/hook': 'PreSync' } }],
    );
    expect(hooks.map(({ id }) => id.name)).toEqual(['a']);
    expect(targets.map(({ id }) => id.name)).toEqual(['b']);
    expect(problems).toEqual([
      expect.stringContaining('"c" is a hook (argocd.argoproj.io/hook)'),
      expect.stringContaining('"d" is a hook (helm.sh/hook)'),
    ]);
  });
});
