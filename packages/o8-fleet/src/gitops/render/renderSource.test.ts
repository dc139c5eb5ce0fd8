import { RepositoryFiles } from '../repositories';
import { platformFiles, yaml } from '../__testUtils__/manifests';
import type { ApplicationSource } from '../types';
import { renderSources } from './renderSources';

const settings = (name: string) =>
  yaml({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });

const FILES = RepositoryFiles.of({
  'modules/a/one.yaml': settings('one'),
  'modules/a/two.yml': `${settings('two')}---\n---\n${settings('three')}`,
  'modules/a/four.json': JSON.stringify({
    apiVersion: 'v1',
    kind: 'List',
    items: [
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'four' } },
    ],
  }),
  'modules/a/module.yaml': 'name: no manifest',
  'modules/a/README.md': '# [',
  'modules/a/clusters/eu/deep.yaml': settings('deep'),
  'modules/top.yaml': settings('top'),
  'kust/kustomization.yaml': 'resources: [x.yaml]',
  'kust/x.yaml': settings('x'),
});

function render(source: Partial<ApplicationSource>, files = FILES) {
  return renderSources({
    found: [
      { files, source: { repoURL: 'http://x', ...source }, revision: 'abc' },
    ],
    isList: false,
    application: 'app',
  });
}

function namesOf(source: Partial<ApplicationSource>, files = FILES): string[] {
  const result = render(source, files);
  if (!result.ok) throw new Error(result.message);
  return result.manifests.map(({ manifest }) => manifest.metadata.name);
}

describe('renderSource', () => {
  it.each<[string, Partial<ApplicationSource>, string[]]>([
    ['one directory', { path: 'modules' }, ['top']],
    ['a path with a slash and a dot', { path: './modules/' }, ['top']],
    [
      'all below, but what is excluded',
      {
        path: 'modules',
        directory: {
          recurse: true,
          exclude: '{**/clusters/**,**/module.yaml,**/lock.json}',
        },
      },
      ['four', 'one', 'two', 'three', 'top'],
    ],
    [
      'only what is included',
      {
        path: 'modules',
        directory: { recurse: true, include: '**/{one,deep}.yaml' },
      },
      ['deep', 'one'],
    ],
    [
      'what is included and not excluded',
      {
        path: 'modules/a',
        directory: {
          recurse: true,
          include: '*.{yml,yaml}',
          exclude: 'module.yaml',
        },
      },
      ['one', 'two', 'three'],
    ],
    ['a kustomization', { path: 'kust' }, ['x']],
  ])('renders %s', (_, source, names) => {
    expect(namesOf(source)).toEqual(names);
  });

  it('says what it took a source for', () => {
    expect(render({ path: 'kust' })).toMatchObject({
      ok: true,
      revisions: ['abc'],
      sourceTypes: ['Kustomize'],
    });
    expect(render({ path: 'modules' })).toMatchObject({
      sourceTypes: ['Directory'],
    });
  });

  it('reads an AppProject beside module files', () => {
    const files = RepositoryFiles.of(platformFiles('http://x'));
    const directory = { recurse: true };
    expect(namesOf({ path: 'modules', directory }, files)).toEqual([
      'test-platform',
    ]);
  });

  it.each<[string, Partial<ApplicationSource>]>([
    ['none: app path does not exist', { path: 'none' }],
    ['modules/top.yaml: app path does not exist', { path: 'modules/top.yaml' }],
    ['../x: app path is outside of the repository', { path: '../x' }],
    ['/etc: app path is outside of the repository', { path: '/etc' }],
    ['spec.source.helm is not supported', { path: 'kust', helm: {} }],
    ['spec.source.kustomize is not supported', { kustomize: {} }],
    [
      'spec.source.directory.jsonnet is not supported',
      { path: 'modules', directory: { jsonnet: {} } as object },
    ],
    [
      'modules/a/module.yaml holds an object without "kind"',
      { path: 'modules/a' },
    ],
  ])('says: %s', (message, source) => {
    const result = render(source);
    expect(result).toMatchObject({ ok: false, revisions: ['abc'] });
    expect(result).toHaveProperty('message', expect.stringContaining(message));
  });

  it.each<[string, string]>([
    ['x.yaml, line 2: ', 'a: "\n'],
    ['x.yaml holds something that is no object', '- a\n'],
    ['x.yaml: ConfigMap has no "apiVersion"', 'kind: ConfigMap'],
    [
      'x.yaml: ConfigMap has no "metadata.name"',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: 1}',
    ],
    [
      'x.yaml: ConfigMap "a": metadata.labels must hold text only',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {on: yes}}',
    ],
    [
      'x.yaml: ConfigMap "a": metadata.namespace must be text',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: 1}',
    ],
    [
      'x.yaml has more than 100 aliases',
      `a: &a [x]\nb: [${'*a,'.repeat(101)}]`,
    ],
  ])('says of a file: %s', (message, text) => {
    const result = render({}, RepositoryFiles.of({ 'x.yaml': text }));
    expect(result).toHaveProperty('message', expect.stringContaining(message));
  });

  it('refuses symbolic links, also those that are excluded by nothing but their end', () => {
    const files = new RepositoryFiles(
      new Map([
        ['a/x.yaml', { type: 'text', text: settings('x') }],
        ['a/link', { type: 'symlink' }],
        ['b/link', { type: 'symlink' }],
      ]),
    );
    expect(render({ path: 'a' }, files)).toMatchObject({
      ok: false,
      message: 'a/link is a symbolic link: these are refused',
    });
    const directory = { exclude: 'link' };
    expect(namesOf({ path: 'a', directory }, files)).toEqual(['x']);
  });

  it('refuses what is too large', () => {
    const files = new RepositoryFiles(
      new Map([['a/x.yaml', { type: 'large', sizeBytes: 2e6 }]]),
    );
    expect(render({ path: 'a' }, files)).toMatchObject({
      message: 'a/x.yaml is too large for a manifest (2000000 bytes)',
    });
  });
});
