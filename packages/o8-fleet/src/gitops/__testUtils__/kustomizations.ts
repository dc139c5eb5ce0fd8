import { deployment, moduleFiles, overlay, yaml } from './manifests';

type Files = Record<string, string>;

export const service = {
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

const autoscaler = (spec: object) => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'a' },
  spec,
});
const [cpu, memory] = ['cpu', 'memory'].map(name => ({
  type: 'ContainerResource',
  containerResource: {
    container: 'app',
    name,
    target: { type: 'Utilization', averageUtilization: 70 },
  },
}));

/** One kustomization above a few objects. */
export const one = (kustomization: object, ...objects: object[]): Files => ({
  'kustomization.yaml': yaml({ resources: ['all.yaml'], ...kustomization }),
  'all.yaml': yaml(...objects),
});

export const merge = (spec: object, metadata: object = {}) => ({
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
export const operations = (target: object, ...list: object[]) => ({
  patches: [{ target, patch: yaml(list) }],
});

/** Kustomizations that kubectl builds too: a name, the files, and where to begin. */
export const CASES: [string, Files, string?][] = [
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
  [
    'what a placement says otherwise',
    one(
      {
        ...merge({
          replicas: 4,
          ...container({
            env: [
              { name: 'PORT', value: '9090' },
              { name: 'REGION', value: 'us' },
            ],
            resources: { limits: { memory: '1Gi' } },
          }),
        }),
        images: [{ name: 'busybox', newTag: '2' }],
        labels: [
          { pairs: { environment: 'production' }, includeTemplates: true },
        ],
      },
      deployment('a'),
      cronJob,
    ),
  ],
  [
    'bounds and metrics of an autoscaler, and the pods of a CronJob',
    one(
      {
        patches: [
          { patch: yaml(autoscaler({ minReplicas: 3, metrics: [memory] })) },
          {
            patch: yaml({
              apiVersion: 'batch/v1',
              kind: 'CronJob',
              metadata: { name: 'a' },
              spec: {
                jobTemplate: {
                  spec: {
                    template: {
                      spec: {
                        containers: [
                          { name: 'c', env: [{ name: 'A', value: 'b' }] },
                        ],
                      },
                    },
                  },
                },
              },
            }),
          },
        ],
      },
      autoscaler({ minReplicas: 1, maxReplicas: 5, metrics: [cpu] }),
      cronJob,
    ),
  ],
];
