import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { RepositoryFiles } from '../../repositories';
import {
  CASES,
  merge,
  one,
  operations,
  service,
} from '../../__testUtils__/kustomizations';
import { deployment, moduleFiles, yaml } from '../../__testUtils__/manifests';
import { buildKustomization } from './buildKustomization';

type Files = Record<string, string>;

const hasKubectl = (() => {
  try {
    execFileSync('kubectl', ['kustomize', '--help'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

const build = (files: Files, directory = '') =>
  buildKustomization(RepositoryFiles.of(files), directory).map(
    ({ manifest }) => manifest,
  );

function byName(objects: unknown[]): unknown[] {
  const keyOf = (object: unknown) => {
    const { kind, metadata } = object as {
      kind: string;
      metadata: { name: string };
    };
    return `${kind}/${metadata.name}`;
  };
  return [...objects].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

describe('buildKustomization', () => {
  let dir: string;

  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'o8-kustomize-'));
  });

  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  // The tool itself is the measure; on machines without it the other tests remain.
  const describeTool = hasKubectl ? describe : describe.skip;
  const reason = hasKubectl ? '' : ' (skipped: no kubectl on this machine)';

  describeTool(`beside kubectl kustomize${reason}`, () => {
    it.each(CASES)('makes the same of %s', (_, files, directory = '') => {
      for (const [name, text] of Object.entries(files)) {
        const file = path.join(dir, name);
        mkdirSync(path.dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
      const output = execFileSync(
        'kubectl',
        ['kustomize', path.join(dir, directory)],
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
      );
      const expected = [...parseAllDocuments(output)].map(each => each.toJS());
      expect(byName(build(files, directory))).toEqual(byName(expected));
    });
  });

  it('names the file of each object', () => {
    const files = RepositoryFiles.of(moduleFiles('orders'));
    const built = buildKustomization(files, 'deploy/overlays/production-eu-1');
    expect(
      built.map(({ manifest, file }) => `${manifest.kind} ${file}`),
    ).toEqual([
      'Deployment deploy/base/deployment.yaml',
      'ServiceAccount deploy/base/service.yaml',
      'Service deploy/base/service.yaml',
    ]);
  });

  it.each<[string, Files, string?]>([
    [
      'kustomization.yaml: the field "commonLabels" is not supported by the demo fleet; the field "helmCharts" is not supported by the demo fleet',
      one({ commonLabels: {}, helmCharts: [] }, service),
    ],
    [
      'the field "patches[0].options" is not supported',
      one({ patches: [{ patch: '{}', options: {} }] }, service),
    ],
    [
      'the field "patches[0].target.labelSelector" is not supported',
      one({ patches: [{ target: { labelSelector: 'a=b' } }] }, service),
    ],
    ['resources Invalid input', one({ resources: 'all.yaml' }, service)],
    ['resource "gone.yaml" does not exist', one({ resources: ['gone.yaml'] })],
    [
      '"../../x" is outside of the repository',
      { 'a/kustomization.yaml': 'resources: [../../x]' },
      'a',
    ],
    [
      '"/etc/passwd" is outside of the repository',
      one({ resources: ['/etc/passwd'] }),
    ],
    [
      '"../b.yaml" is not in or below a',
      { 'a/kustomization.yaml': 'resources: [../b.yaml]', 'b.yaml': '' },
      'a',
    ],
    [
      'is remote, which is not supported',
      one({ resources: ['https://example.org/x.yaml'] }),
    ],
    ['is remote', one({ resources: ['git@example.org:x'] })],
    ['a has no kustomization.yaml', { 'a/x.yaml': '' }, 'a'],
    ['kustomization.yaml is empty', { 'kustomization.yaml': '' }],
    [
      'resources form a cycle: a → b → a',
      {
        'a/kustomization.yaml': 'resources: [../b]',
        'b/kustomization.yaml': 'resources: [../a]',
      },
      'a',
    ],
    ['Service "a" is there twice', one({}, service, service)],
    [
      'only one is allowed',
      { 'kustomization.yaml': 'x: 1', 'kustomization.yml': 'x: 1' },
    ],
    [
      'there is no Deployment "a" to patch',
      one(merge({ replicas: 1 }), service),
    ],
    ['needs either "path" or "patch"', one({ patches: [{}] }, service)],
    [
      'needs a "target"',
      one({ patches: [{ patch: yaml([{ op: 'test' }]) }] }, service),
    ],
    [
      'does not fit Service "a"',
      one(
        operations({ kind: 'Service' }, { op: 'remove', path: '/spec/nope' }),
        service,
      ),
    ],
    [
      '"(" is not supported by the demo fleet, only text',
      one(operations({ kind: '(' }, { op: 'remove', path: '/spec' }), service),
    ],
    [
      '"$retainKeys" is not supported',
      one(merge({ $retainKeys: ['a'] }), deployment('a')),
    ],
    [
      '"$patch: x" is not supported',
      one(merge({ template: { $patch: 'x' } }), deployment('a')),
    ],
    [
      'all.yaml, line 3: ',
      {
        'kustomization.yaml': 'resources: [all.yaml]',
        'all.yaml': 'a: 1\nb: [\n',
      },
    ],
  ])('says: %s', (message, files, directory = '') => {
    expect(() => build(files, directory)).toThrow(message);
  });
});
