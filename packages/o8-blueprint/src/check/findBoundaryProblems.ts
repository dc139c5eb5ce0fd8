import type {
  ModuleSpec,
  Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import { z } from 'zod';
import { clusterEmitters } from '../emitters/clusterEmitters';
import { kindKey, kindOf } from '../emitters/kinds';
import { findDatabaseProblems } from './dataRules';
import { findEdgeProblems, isCallee } from './edgeRules';
import { findEgressProblems } from './egressRules';
import { findEventProblems } from './eventRules';
import { findGatewayProblems } from './gatewayRules';
import type { FileManifest } from './manifest';
import {
  findIdentityProblems,
  findMeshProblems,
  findMissingPolicies,
} from './meshRules';
import { findGuardProblems, findNamespaceProblems } from './namespaceRules';
import { findNetworkPolicyProblems, isDefaultDeny } from './networkPolicyRules';
import type { PlatformFacts } from './platformFacts';
import { findPolicyProblems } from './policyRules';
import { findRoleBindingProblems, zoneOf } from './roleBindingRules';
import {
  findSecretStoreProblems,
  findStoreAccountProblems,
} from './secretRules';
import { findTelemetryProblems } from './telemetryRules';

/** The objects of a module for one cluster. */
export interface ClusterGroup {
  spec: ModuleSpec;
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

const NETWORK_POLICY = 'networking.k8s.io/NetworkPolicy';
const AUTHORIZATION_POLICY = 'security.istio.io/AuthorizationPolicy';

/** How the objects of a module on a cluster are less than its boundary, or more. */
export function findBoundaryProblems(
  group: ClusterGroup,
  facts: PlatformFacts,
): Problem[] {
  const { spec, directory, manifests } = group;
  const module = spec.metadata.name;
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
    ...findMissingPolicies(
      module,
      manifests.map(({ object }) => object),
    ),
  ];
  return [
    ...missing.map(refuse(directory)),
    ...manifests.flatMap(({ path, object }) =>
      findObjectProblems(object, spec, facts).map(refuse(path)),
    ),
  ];
}

/** How an object that lies among those of a boundary is more than one. */
export function findObjectProblems(
  object: FileManifest['object'],
  spec: ModuleSpec,
  facts: PlatformFacts,
): string[] {
  const module = spec.metadata.name;
  const kind = kindKey(kindOf(object));
  if (!facts.boundaryKinds.has(kind)) {
    return [
      `is the ${object.kind} "${object.metadata.name}": boundaries do not have this kind`,
    ];
  }
  if (kind === '/Namespace') {
    return findNamespaceProblems(object, spec);
  }
  const ofDatabase = findDatabaseProblems(object, spec, {
    all: facts.zones,
    own: zoneOf(spec, facts.zones),
  });
  if (ofDatabase) {
    return ofDatabase;
  }
  const ofEvents = findEventProblems(object, spec, zoneOf(spec, facts.zones));
  if (ofEvents) {
    return ofEvents;
  }
  const ofGateway = findGatewayProblems(
    object,
    spec,
    zoneOf(spec, facts.zones),
  );
  if (ofGateway) {
    return ofGateway;
  }
  const { namespace = module } = object.metadata;
  if (namespace !== module) {
    if (kind === AUTHORIZATION_POLICY && isCallee(spec, namespace)) {
      return findIdentityProblems(object, module);
    }
    return kind === NETWORK_POLICY && isCallee(spec, namespace)
      ? findEdgeProblems(object, module)
      : findBackupProblems(object, module, facts);
  }
  const zone = zoneOf(spec, facts.zones);
  switch (kind) {
    case NETWORK_POLICY:
      return findNetworkPolicyProblems(object.spec);
    case 'security.istio.io/PeerAuthentication':
    case AUTHORIZATION_POLICY:
    case 'networking.istio.io/Sidecar':
      return findMeshProblems(object);
    case 'policies.kyverno.io/PolicyException':
      return findPolicyProblems(object, spec);
    case 'rbac.authorization.k8s.io/RoleBinding':
      return findRoleBindingProblems(object, zone);
    case '/ServiceAccount':
      return findStoreAccountProblems(object, spec, zone);
    case 'external-secrets.io/SecretStore':
      return findSecretStoreProblems(object, spec, zone);
    case 'networking.istio.io/ServiceEntry':
    case 'networking.istio.io/VirtualService':
      return findEgressProblems(object.spec, spec, zone);
    default:
      return findTelemetryProblems(object, spec);
  }
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
