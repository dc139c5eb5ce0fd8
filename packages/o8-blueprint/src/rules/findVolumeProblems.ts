import type { Problem } from '@orchestr8/backstage-plugin-o8-common';
import { findRepeated } from './findRepeated';
import { invalid } from './invalid';
import type { SpecParts, SpecRule } from './specParts';

/** What every container has already: no volume can be there. */
const TAKEN = [
  { path: '/tmp', called: 'the scratch space of every container' },
  ...['/proc', '/sys', '/dev'].map(path => ({
    path,
    called: 'a part of the kernel',
  })),
  { path: '/run/o8', called: 'where the certificates of its systems are' },
];
/** Volumes that every pod may have. */
const OWN_NAMES = new Set([
  'tmp',
  'config',
  // Of the systems that have files in pods.
  'database-ca',
  'nats-credentials',
  'kafka-credentials',
]);

/** Volumes have names and places of their own, and nodes that can share them. */
export const findVolumeProblems: SpecRule = parts => {
  const { volumes = [] } = parts.workload;
  const at = (index: number, field: string) => [
    'workload',
    'volumes',
    index,
    field,
  ];
  return [
    ...findRepeated(volumes, ({ name }) => name).map(
      ({ entry, index, first }) =>
        invalid(
          at(index, 'name'),
          `"${entry.name}" is the name of volumes[${first}] too`,
        ),
    ),
    ...volumes.flatMap(({ name }, index) =>
      OWN_NAMES.has(name)
        ? [
            invalid(
              at(index, 'name'),
              `"${name}" is a volume that the pods have already: choose another name`,
            ),
          ]
        : [],
    ),
    ...findPlaceProblems(parts),
    ...findSharingProblems(parts),
  ];
};

interface Place {
  path: string;
  field: readonly (string | number)[];
  called: string;
}

/** Everything that is mounted, in the order in which it is blamed. */
function listPlaces({ workload, fields }: SpecParts): Place[] {
  const { config, volumes = [] } = workload;
  const { secrets = [] } = fields;
  return [
    ...TAKEN.map(taken => ({ ...taken, field: [] })),
    ...(config
      ? [
          {
            path: config.mountPath,
            field: ['workload', 'config', 'mountPath'],
            called: 'that of config',
          },
        ]
      : []),
    ...volumes.map(({ mountPath }, index) => ({
      path: mountPath,
      field: ['workload', 'volumes', index, 'mountPath'],
      called: `that of volumes[${index}]`,
    })),
    ...secrets.flatMap(({ mountPath }, index) =>
      mountPath === undefined
        ? []
        : [
            {
              path: mountPath,
              field: ['secrets', index, 'mountPath'],
              called: `that of secrets[${index}]`,
            },
          ],
    ),
  ];
}

function findPlaceProblems(parts: SpecParts): Problem[] {
  const places = listPlaces(parts);
  return places.flatMap(({ path, field }, index) => {
    const other = places
      .slice(0, index)
      .find(
        before => contains(before.path, path) || contains(path, before.path),
      );
    if (!other) {
      return [];
    }
    return [
      invalid(
        field,
        `"${path}" ${relate(path, other.path)} ${other.called} (${
          other.path
        }): one would hide the other`,
      ),
    ];
  });
}

function relate(path: string, other: string): string {
  if (path === other) {
    return 'is';
  }
  return contains(other, path) ? 'lies in' : 'contains';
}

function contains(outer: string, inner: string): boolean {
  return inner === outer || inner.startsWith(`${outer}/`);
}

function findSharingProblems({ workload, fields }: SpecParts): Problem[] {
  const { kind, replicas = 1, autoscaling, volumes = [] } = workload;
  if (kind === undefined || kind === 'job') {
    return [];
  }
  const most = Math.max(
    autoscaling?.maxReplicas ?? replicas,
    ...(fields.placements ?? []).map(
      placement =>
        placement.autoscaling?.maxReplicas ??
        (autoscaling ? 1 : placement.replicas ?? 1),
    ),
  );
  return volumes.flatMap(({ accessMode }, index) =>
    accessMode === 'ReadWriteOnce' && most > 1
      ? [
          invalid(
            ['workload', 'volumes', index, 'accessMode'],
            `is ReadWriteOnce, which one node has at a time, but there are up to ${most} replicas: say "replicas: 1" without autoscaling, or ReadWriteMany with a storageClass that can`,
          ),
        ]
      : [],
  );
}
