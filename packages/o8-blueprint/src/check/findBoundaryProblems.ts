import {
  LABEL_MODULE,
  type Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import { z } from 'zod';
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

const ENFORCE = 'pod-security.kubernetes.io/enforce';

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
  ];
  return [
    ...missing.map(refuse(directory)),
    ...manifests.flatMap(({ path, object }) =>
      findObjectProblems(object, module, facts).map(refuse(path)),
    ),
  ];
}

function findObjectProblems(
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
  { metadata: { name, labels } }: FileManifest['object'],
  module: string,
): string[] {
  return [
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
    ...(name === module
      ? []
      : [`is the ${object.kind} "${name}": it must be "${module}"`]),
    ...(included?.length === 1 && included[0] === module
      ? []
      : [`must back up the namespace "${module}" and no other`]),
  ];
}
