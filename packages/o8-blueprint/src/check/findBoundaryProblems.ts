import {
  LABEL_MODULE,
  type Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import { z } from 'zod';
import { KEPT } from '../emitters/annotations';
import { clusterEmitters } from '../emitters/clusterEmitters';
import { kindKey, kindOf } from '../emitters/kinds';
import { findNetworkPolicyProblems, isDefaultDeny } from './networkPolicyRules';
import type { FileManifest } from './manifest';
import type { PlatformFacts } from './platformFacts';

/** The objects of a module for one cluster. */
export interface ClusterGroup {
  module: string;
  /** Where they lie: `modules/<name>/clusters/<cluster>`. */
  directory: string;
  manifests: FileManifest[];
}

const BACKUP_KINDS = new Set(
  clusterEmitters
    .filter(({ home }) => home === 'backup')
    .flatMap(({ kinds }) => kinds.map(kindKey)),
);

/** The Namespace and the policies have rules of their own. */
const LIMITING_KINDS = ['/ResourceQuota', '/LimitRange', ...BACKUP_KINDS];

const ENFORCE = 'pod-security.kubernetes.io/enforce';
const ENFORCE_VERSION = `${ENFORCE}-version`;
/** Pod Security is stable since then; before it "restricted" meant less. */
const OLDEST_MINOR = 25;

/** How the objects of a module on a cluster are less than its boundary, or more. */
export function findBoundaryProblems(
  group: ClusterGroup,
  facts: PlatformFacts,
): Problem[] {
  const { module, directory, manifests } = group;
  const refuse = (path: string) => (message: string) => ({
    path,
    message,
    kind: 'refused' as const,
  });
  const has = (kind: string) =>
    manifests.some(({ object }) => kindKey(kindOf(object)) === kind);
  const hasNamespace = manifests.some(
    ({ object }) =>
      kindKey(kindOf(object)) === '/Namespace' &&
      object.metadata.name === module,
  );
  const hasDefaultDeny = manifests.some(
    ({ object }) =>
      object.kind === 'NetworkPolicy' &&
      (object.metadata.namespace ?? module) === module &&
      isDefaultDeny(object.spec),
  );
  const missing = [
    ...(hasNamespace ? [] : [`has no Namespace "${module}" for its objects`]),
    ...(hasDefaultDeny
      ? []
      : ['has no NetworkPolicy that denies everything by default']),
    ...LIMITING_KINDS.filter(kind => !has(kind)).map(
      kind => `has no ${kind.split('/')[1]}`,
    ),
  ];
  return [
    ...missing.map(refuse(directory)),
    ...manifests.flatMap(({ path, object }) =>
      findObjectProblems(object, module, facts).map(refuse(path)),
    ),
  ];
}

/** How an object that lies among those of a boundary is more than one. */
export function findObjectProblems(
  object: FileManifest['object'],
  module: string,
  facts: PlatformFacts,
): string[] {
  const kind = kindKey(kindOf(object));
  if (!facts.boundaryKinds.has(kind)) {
    return [
      `is the ${object.kind} "${object.metadata.name}": boundaries do not have this kind`,
    ];
  }
  if (kind === '/Namespace') {
    return findNamespaceProblems(object, module);
  }
  const { namespace = module } = object.metadata;
  if (namespace !== module) {
    return findBackupProblems(object, module, facts);
  }
  return kind === 'networking.k8s.io/NetworkPolicy'
    ? findNetworkPolicyProblems(object.spec)
    : [];
}

function findNamespaceProblems(
  { metadata }: FileManifest['object'],
  module: string,
): string[] {
  const { name, labels } = metadata;
  return [
    ...findGuardProblems(metadata),
    ...(isRecentVersion(labels?.[ENFORCE_VERSION] ?? 'latest')
      ? []
      : [
          `must have the label ${ENFORCE_VERSION}: latest, or at least v1.${OLDEST_MINOR}`,
        ]),
    ...(name === module
      ? []
      : [`is the Namespace "${name}": it must be "${module}"`]),
    ...(labels?.[ENFORCE] === 'restricted'
      ? []
      : [`must have the label ${ENFORCE}: restricted`]),
    ...(labels?.[LABEL_MODULE] === module
      ? []
      : [`must have the label ${LABEL_MODULE}: ${module}`]),
  ];
}

function isRecentVersion(version: unknown): boolean {
  const [, minor] = /^v1\.(\d{1,3})$/.exec(String(version)) ?? [];
  return version === 'latest' || Number(minor) >= OLDEST_MINOR;
}

/** Removing a file by mistake must remove neither data nor its backups. */
function findGuardProblems({
  annotations,
}: FileManifest['object']['metadata']): string[] {
  return Object.entries(KEPT).flatMap(([key, value]) => {
    const actual = annotations?.[key];
    const options = typeof actual === 'string' ? actual.split(',') : [];
    return value.split(',').every(option => options.includes(option))
      ? []
      : [`must have the annotation ${key}: ${value}`];
  });
}

const scheduleSchema = z.object({
  template: z.object({ includedNamespaces: z.array(z.string()) }),
});

/** In a namespace of the platform: only backups of the module, named after it. */
function findBackupProblems(
  object: FileManifest['object'],
  module: string,
  { backupNamespaces }: PlatformFacts,
): string[] {
  const { name, namespace = '' } = object.metadata;
  const isThere =
    backupNamespaces.size === 0 || backupNamespaces.has(namespace);
  if (!isThere || !BACKUP_KINDS.has(kindKey(kindOf(object)))) {
    return [
      `is the ${object.kind} "${name}" in the namespace "${namespace}": it must be "${module}"`,
    ];
  }
  const included = scheduleSchema.safeParse(object.spec).data?.template
    .includedNamespaces;
  return [
    ...findGuardProblems(object.metadata),
    ...(name === module
      ? []
      : [`is the ${object.kind} "${name}": it must be "${module}"`]),
    ...(included?.length === 1 && included[0] === module
      ? []
      : [`must back up the namespace "${module}" and no other`]),
  ];
}
