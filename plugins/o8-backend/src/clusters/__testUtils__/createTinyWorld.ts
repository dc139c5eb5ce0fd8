import type {
  KubeObject,
  ResourceDefinition,
  World,
} from '@orchestr8/o8-fleet';
import type { ServedKind } from '../ClusterConnection';

const DEFINITIONS: ResourceDefinition[] = [
  define('', 'v1', 'Namespace', 'namespaces', false),
  define('', 'v1', 'ConfigMap', 'configmaps', true),
  define('velero.io', 'v1', 'Backup', 'backups', true),
  define('wgpolicyk8s.io', 'v1beta1', 'PolicyReport', 'policyreports', true),
  define('wgpolicyk8s.io', 'v1alpha2', 'PolicyReport', 'policyreports', true),
];

export const CONFIG_MAPS: ServedKind = served('', 'v1', 'ConfigMap');
export const BACKUPS: ServedKind = served('velero.io', 'v1', 'Backup');

function define(
  group: string,
  version: string,
  kind: string,
  plural: string,
  namespaced: boolean,
): ResourceDefinition {
  const singular = kind.toLowerCase();
  return { group, version, kind, plural, singular, namespaced };
}

function served(group: string, version: string, kind: string): ServedKind {
  return { group, version, kind, plural: `${kind.toLowerCase()}s` };
}

/** An object of the tiny world. */
export function createObject(
  apiVersion: string,
  kind: string,
  name: string,
  rest: Record<string, unknown> = {},
): KubeObject {
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      ...(kind === 'Namespace' ? {} : { namespace: 'team-a' }),
      uid: `uid-${kind}-${name}`,
      creationTimestamp: '2026-01-01T00:00:00Z',
    },
    ...rest,
  };
}

/** A cluster with a few kinds, and as many ConfigMaps as a test needs. */
export function createTinyWorld(configMaps = 3): World {
  return {
    modules: [],
    clusters: [
      {
        name: 'tiny',
        region: 'eu',
        kubernetesVersion: 'v1.36.3',
        definitions: DEFINITIONS,
        objects: [
          createObject('v1', 'Namespace', 'team-a'),
          ...Array.from({ length: configMaps }, (_, index) =>
            createObject('v1', 'ConfigMap', `c-${10_000 + index}`, {
              data: { text: 'x'.repeat(200) },
            }),
          ),
        ],
      },
    ],
  };
}
