import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { RepositoryFiles } from '../../repositories';
import {
  deployment,
  moduleFiles,
  overlay,
  yaml,
} from '../../__testUtils__/manifests';
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

const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'a' },
  spec: { selector: { app: 'a' }, ports: [{ name: 'http', port: 80 }] },
};
const account = {
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name: 'a' },
};
const custom = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Rollout',
  metadata: { name: 'a' },
  spec: {
    template: { spec: { containers: [{ name: 'app', image: 'r:5000/a:1' }] } },
  },
};
const binding = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'RoleBinding',
  metadata: { name: 'a' },
  roleRef: {
    apiGroup: 'rbac.authorization.k8s.io',
    kind: 'ClusterRole',
    name: 'view',
  },
  subjects: [
    { kind: 'ServiceAccount', name: 'a' },
    { kind: 'ServiceAccount', name: 'default', namespace: 'x' },
    { kind: 'ServiceAccount', name: 'other', namespace: 'x' },
    { kind: 'Group', apiGroup: 'rbac.authorization.k8s.io', name: 'g' },
  ],
};
const policy = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'a' },
  spec: {
    podSelector: { matchLabels: { app: 'a' } },
    ingress: [{ from: [{ podSelector: { matchLabels: { app: 'b' } } }] }],
  },
};
const cronJob = {
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'a' },
  spec: {
    schedule: '* * * * *',
    jobTemplate: {
      spec: {
        template: {
          spec: {
            initContainers: [{ name: 'i', image: 'r:5000/a@sha256:00' }],
            containers: [{ name: 'c', image: 'busybox' }],
          },
        },
      },
    },
  },
};

/** One kustomization above a few objects. */
const one = (kustomization: object, ...objects: object[]): Files => ({
  'kustomization.yaml': yaml({ resources: ['all.yaml'], ...kustomization }),
  'all.yaml': yaml(...objects),
});

const merge = (spec: object, metadata: object = {}) => ({
  patches: [
    {
      patch: yaml({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'a', ...metadata },
        spec,
      }),
    },
  ],
});
const container = (change: object) => ({
  template: { spec: { containers: [{ name: 'app', ...change }] } },
});
const operations = (target: object, ...list: object[]) => ({
  patches: [{ target, patch: yaml(list) }],
});

const CASES: [string, Files, string?][] = [
  [
    'an overlay of the blueprint',
    moduleFiles('orders'),
    'deploy/overlays/production-eu-1',
  ],
  [
    'an overlay with everything',
    {
      ...moduleFiles('orders'),
      'deploy/overlays/production-eu-1/kustomization.yaml': overlay(
        'orders',
        '2',
        {
          labels: [
            { pairs: { 'orchestr8.io/module': 'orders' } },
            { pairs: { environment: 'production' }, includeTemplates: true },
          ],
          patches: [{ path: 'replicas.yaml' }],
        },
      ),
      'deploy/overlays/production-eu-1/replicas.yaml': yaml({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'orders' },
        spec: { replicas: 5 },
      }),
    },
    'deploy/overlays/production-eu-1',
  ],
  [
    'a namespace, for kinds with one and without',
    one(
      { namespace: 'n' },
      account,
      binding,
      custom,
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'm' } },
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRole',
        metadata: { name: 'c' },
      },
    ),
  ],
  [
    'labels in selectors',
    one(
      { labels: [{ pairs: { x: 'y' }, includeSelectors: true }] },
      deployment('a'),
      service,
      policy,
      cronJob,
      custom,
    ),
  ],
  [
    'labels in templates',
    one(
      { labels: [{ pairs: { x: 'y' }, includeTemplates: true }] },
      deployment('a'),
      service,
      cronJob,
    ),
  ],
  ...(
    [
      { newTag: '2' },
      { newName: 'other/b' },
      { digest: 'sha256:11' },
      { newName: 'b', newTag: '3' },
      { newTag: '4', digest: 'sha256:22' },
    ] as object[]
  ).map((change): [string, Files] => [
    `an image: ${JSON.stringify(change)}`,
    one(
      { images: [{ name: 'r:5000/a', ...change }] },
      cronJob,
      custom,
      deployment('a'),
    ),
  ]),
  [
    'a merge of containers, env, ports and volumes',
    one(
      merge({
        template: {
          spec: {
            containers: [
              { name: 'sidecar', image: 's:1' },
              {
                name: 'app',
                args: ['x'],
                env: [
                  { name: 'NEW', value: '1' },
                  { name: 'PORT', value: '9' },
                ],
                ports: [{ containerPort: 9090 }],
                volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
              },
            ],
            volumes: [{ name: 'tmp', emptyDir: {} }],
          },
        },
      }),
      deployment('a'),
    ),
  ],
  ['a null', one(merge({ replicas: null }), deployment('a'))],
  [
    'a deletion in a list',
    one(
      merge(container({ env: [{ name: 'PORT', $patch: 'delete' }] })),
      deployment('a'),
    ),
  ],
  [
    'a replacement of a map',
    one(
      merge({ selector: { $patch: 'replace', matchLabels: { z: 'z' } } }),
      deployment('a'),
    ),
  ],
  [
    'the deletion of an object',
    one(
      {
        patches: [
          {
            patch: yaml({
              $patch: 'delete',
              apiVersion: 'v1',
              kind: 'Service',
              metadata: { name: 'a' },
            }),
          },
        ],
      },
      service,
      account,
    ),
  ],
  [
    'lists of a custom kind, which are replaced',
    one(
      {
        patches: [
          {
            target: { kind: 'Rollout' },
            patch: yaml({
              apiVersion: 'argoproj.io/v1alpha1',
              kind: 'Rollout',
              metadata: { name: 'whatever' },
              spec: { template: { spec: { containers: [{ name: 'b' }] } } },
            }),
          },
        ],
      },
      custom,
    ),
  ],
  [
    'operations on those that a target finds',
    one(
      operations(
        { group: 'apps', version: 'v1', kind: 'Deploy.*', name: 'a|b' },
        { op: 'replace', path: '/spec/replicas', value: 7 },
        { op: 'add', path: '/metadata/annotations', value: { k: 'v' } },
        { op: 'remove', path: '/spec/template/spec/containers/0/env' },
      ),
      deployment('a'),
      deployment('b'),
      deployment('c'),
    ),
  ],
  [
    'a target that finds nothing',
    one(
      operations({ kind: 'Job' }, { op: 'remove', path: '/spec' }),
      deployment('a'),
    ),
  ],
  [
    'what YAML 1.1 reads in another way',
    {
      'kustomization.yaml': 'resources: [x.yaml]',
      'x.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n' +
        'x: [yes, off, n, 0644, 0o17, 08, "on", 1e3, ~, 12:30]\n' +
        'base: &b {a: 1}\ny1: {<<: *b, c: 2}\n',
    },
  ],
  [
    'directories and files below',
    {
      'kustomization.yaml': yaml({ resources: ['sub', 'more/x.yaml'] }),
      'sub/Kustomization': yaml({ resources: ['s.yaml'], namespace: 'inner' }),
      'sub/s.yaml': yaml(service),
      'more/x.yaml': yaml(account),
    },
  ],
];

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
      'is not a regular expression',
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
