import {
  fails,
  inModule,
  inNamespace,
  inZone,
  ofKind,
  onEachCluster,
  satisfied,
  without,
  type Finding,
  type Forecaster,
} from '../findings';
import type { PlacementIndex, PlanIndex, PlannedObject } from '../indexPlan';
import { onPods } from '../onPods';
import { letsIn, ownProjects } from '../projects';
import { readField, readList, readText } from '../readField';

const RBAC = 'rbac.authorization.k8s.io';
/** Roles of Kubernetes whose rules are known without reading them. */
const WITHOUT_SECRETS = ['view'];
const WITHOUT_WILDCARDS = ['view'];
const TOO_MUCH = ['admin', 'cluster-admin', 'edit'];

/** Checks of who may do what. */
export const access: Record<string, Forecaster> = {
  'RBAC-1': index => onEachCluster(index, at => judgeRights(index, at)),
  'RBAC-2': index => onEachCluster(index, at => judgeSecretReaders(index, at)),
  'RBAC-3': index =>
    onPods(index, (pods, at) => {
      const accounts = ofKind(at.workload, '', 'ServiceAccount').filter(
        ({ object }) =>
          readField(object, 'automountServiceAccountToken') === false,
      );
      const names = accounts.map(({ object }) => object.metadata.name);
      const wrong = pods.filter(
        ({ spec }) =>
          readField(spec, 'automountServiceAccountToken') !== false ||
          !names.includes(readText(spec, 'serviceAccountName') ?? ''),
      );
      return wrong.length > 0
        ? fails('Pods have no ServiceAccount of their own, or its token.', {
            objects: wrong.map(({ owner }) => owner),
          })
        : satisfied('Pods have a ServiceAccount of their own, and no token.', [
            ...accounts,
            ...pods.map(({ owner }) => owner),
          ]);
    }),
  'RBAC-4': index =>
    onEachCluster(index, at => {
      const bindings = ownBindings(index, at);
      const people = bindings.filter(({ object }) =>
        readList(object, 'subjects').some(
          each => readText(each, 'kind') !== 'Group',
        ),
      );
      if (people.length > 0) {
        return fails('A role is bound to somebody by name.', {
          objects: people,
          changes: inModule('metadata.owner'),
        });
      }
      return bindings.length === 0
        ? nobodyBound()
        : {
            ...without(
              'needs-person',
              'Only groups are bound. A person attests the group for emergencies: that it exists, and is empty.',
            ),
            objects: bindings,
          };
    }),
};

function nobodyBound(): Finding {
  return without('not-checked', 'No role is bound to the owner.', [
    ...inZone('spec.owners'),
    ...inModule('metadata.owner'),
  ]);
}

/** The project keeps the module from giving itself rights; bindings are the platform's. */
function judgeRights(index: PlanIndex, at: PlacementIndex): Finding {
  const roles = [
    ...ofKind(at.boundary, RBAC, 'Role'),
    ...ofKind(at.workload, RBAC, 'Role'),
  ];
  const bindings = [
    ...ofKind(at.boundary, RBAC, 'RoleBinding'),
    ...ofKind(at.workload, RBAC, 'RoleBinding'),
  ];
  const wrong = [
    ...roles.filter(({ object }) =>
      readList(object, 'rules').some(hasWildcard),
    ),
    ...bindings.filter(({ object }) =>
      TOO_MUCH.includes(readText(object, 'roleRef.name') ?? ''),
    ),
  ];
  if (wrong.length > 0) {
    return fails('A role has wildcards, or is that of an administrator.', {
      objects: wrong,
    });
  }
  const projects = ownProjects(index);
  if (projects.length === 0 || projects.some(givesRights)) {
    return fails('No project keeps the module from giving itself rights.', {
      objects: projects,
    });
  }
  const unknown = bindings.filter(
    binding => !isKnown(binding, WITHOUT_WILDCARDS, roles),
  );
  if (unknown.length > 0) {
    return {
      ...without(
        'at-runtime',
        'What a role of the clusters allows is not known here.',
        inZone('spec.owners.clusterRole'),
      ),
      objects: unknown,
    };
  }
  return satisfied(
    'No role has wildcards, and the project lets the module write none.',
    [...roles, ...bindings, ...projects],
  );
}

function hasWildcard(rule: unknown): boolean {
  return ['verbs', 'resources', 'apiGroups'].some(field =>
    readList(rule, field).includes('*'),
  );
}

function givesRights(project: PlannedObject): boolean {
  return letsIn(project, ({ group }) => group === RBAC);
}

function ownBindings(index: PlanIndex, at: PlacementIndex): PlannedObject[] {
  return inNamespace(index, ofKind(at.boundary, RBAC, 'RoleBinding'));
}

/** Whether it is known what a binding gives: by its name, or because its role is planned. */
function isKnown(
  { object }: PlannedObject,
  clusterRoles: string[],
  roles: PlannedObject[],
): boolean {
  const name = readText(object, 'roleRef.name') ?? '';
  return readText(object, 'roleRef.kind') === 'ClusterRole'
    ? clusterRoles.includes(name)
    : roles.some(role => role.object.metadata.name === name);
}

function judgeSecretReaders(index: PlanIndex, at: PlacementIndex): Finding {
  const bindings = ownBindings(index, at);
  if (bindings.length === 0) {
    return nobodyBound();
  }
  const unknown = bindings.filter(
    binding => !isKnown(binding, WITHOUT_SECRETS, []),
  );
  return unknown.length > 0
    ? {
        ...without(
          'at-runtime',
          'What a role of the clusters says of secrets is not known here.',
          inZone('spec.owners.clusterRole'),
        ),
        objects: unknown,
      }
    : satisfied('No role that is bound contains secrets.', bindings);
}
