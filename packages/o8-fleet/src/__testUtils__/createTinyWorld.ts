import type { KubeObject, ResourceDefinition, World } from '../types';

const CREATED = '2026-01-01T00:00:00Z';

/** A few kinds: core and not, namespaced and not, one in two versions. */
export const DEFINITIONS: ResourceDefinition[] = [
  define('', 'v1', 'Namespace', 'namespaces', false, ['ns']),
  define('', 'v1', 'Pod', 'pods', true, ['po']),
  define('', 'v1', 'Event', 'events', true),
  define('', 'v1', 'Secret', 'secrets', true),
  define('', 'v1', 'ConfigMap', 'configmaps', true, ['cm']),
  define('apps', 'v1', 'Deployment', 'deployments', true, ['deploy']),
  define('argoproj.io', 'v1alpha1', 'Application', 'applications', true),
  define('velero.io', 'v1', 'Backup', 'backups', true),
  define('wgpolicyk8s.io', 'v1alpha2', 'PolicyReport', 'policyreports', true),
  define('wgpolicyk8s.io', 'v1beta1', 'PolicyReport', 'policyreports', true),
  define('example.io', 'v1', 'Zone', 'zones', false),
];

function define(
  group: string,
  version: string,
  kind: string,
  plural: string,
  namespaced: boolean,
  shortNames?: string[],
): ResourceDefinition {
  const singular = kind.toLowerCase();
  return { group, version, kind, plural, singular, namespaced, shortNames };
}

/** An object of a kind of {@link DEFINITIONS}. */
export function createObject(
  apiVersion: string,
  kind: string,
  path: string,
  rest: {
    metadata?: Partial<KubeObject['metadata']>;
    [field: string]: unknown;
  } = {},
): KubeObject {
  const [name, namespace] = path.split('/').reverse();
  return {
    apiVersion,
    kind,
    ...rest,
    metadata: {
      name,
      ...(namespace ? { namespace } : {}),
      uid: `uid-${kind}-${path}`,
      creationTimestamp: CREATED,
      ...rest.metadata,
    },
  };
}

/** An Application; its labels are what selectors are tried on. */
export function createApplication(
  path: string,
  labels?: Record<string, string>,
): KubeObject {
  return createObject('argoproj.io/v1alpha1', 'Application', path, {
    metadata: labels ? { labels } : {},
    spec: { project: 'default', source: { targetRevision: 'main' } },
    status: { sync: { status: 'Synced' }, reconciledAt: CREATED },
  });
}

function createPod(path: string): KubeObject {
  return createObject('v1', 'Pod', path, {
    spec: { nodeName: 'node-1', containers: [{ name: 'app' }] },
    status: {
      phase: 'Running',
      containerStatuses: [
        {
          name: 'app',
          image: 'app:1',
          restartCount: 0,
          state: { running: { startedAt: CREATED } },
        },
      ],
    },
  });
}

function createObjects(configMaps: number): KubeObject[] {
  return [
    createObject('v1', 'Namespace', 'team-a'),
    createObject('v1', 'Namespace', 'team-b'),
    createPod('team-a/web-1'),
    createPod('team-b/web-2'),
    createObject('v1', 'Secret', 'team-a/password', { data: { a: 'Yg==' } }),
    createObject('v1', 'Event', 'team-a/started', {
      involvedObject: { kind: 'Pod', name: 'web-1' },
      type: 'Normal',
    }),
    createApplication('team-a/one', { tier: 'gold', app: 'one' }),
    createApplication('team-a/two', { tier: 'silver' }),
    createApplication('team-b/three'),
    createObject('velero.io/v1', 'Backup', 'team-a/nightly', {
      spec: { ttl: '720h0m0s' },
      status: { completionTimestamp: '2026-01-02T00:10:00Z' },
    }),
    createObject('wgpolicyk8s.io/v1alpha2', 'PolicyReport', 'team-a/report', {
      results: [
        { policy: 'p', timestamp: { seconds: 1_767_225_600, nanos: 5 } },
      ],
    }),
    createObject('example.io/v1', 'Zone', 'zone-1', { spec: { region: 'eu' } }),
    ...Array.from({ length: configMaps }, (_, index) =>
      createObject(
        'v1',
        'ConfigMap',
        `team-b/c-${String(index).padStart(5, '0')}`,
        {
          data: { text: 'x'.repeat(200) },
        },
      ),
    ),
  ];
}

/** Two clusters with the same few objects. */
export function createTinyWorld(options: { configMaps?: number } = {}): World {
  const { configMaps = 10 } = options;
  return {
    modules: ['team-a', 'team-b'],
    clusters: ['one', 'two'].map(name => ({
      name,
      region: 'eu',
      kubernetesVersion: 'v1.36.3',
      definitions: DEFINITIONS,
      objects: createObjects(configMaps),
    })),
  };
}
