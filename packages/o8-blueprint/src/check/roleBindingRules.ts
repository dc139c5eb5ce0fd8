import type {
  LandingZone,
  ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';
import { z } from 'zod';
import { isOfKubernetes } from '../emitters/boundary/ownerGroup';
import type { ReadManifest } from './manifest';

const bindingSchema = z.looseObject({
  roleRef: z.looseObject({ kind: z.string(), name: z.string() }),
  subjects: z
    .array(z.looseObject({ kind: z.string(), name: z.string() }))
    .default([]),
});

/** Roles that may read secrets or change what git says. */
const TOO_MUCH = /^(admin|edit|cluster-admin|system:.*)$/;

/** The landing zone of a module, if it is known. */
export function zoneOf(
  { spec }: ModuleSpec,
  zones: readonly LandingZone[],
): LandingZone | undefined {
  return zones.find(({ metadata }) => metadata.name === spec.landingZone);
}

/** How a RoleBinding lets people do more than look at a module, or too many of them. */
export function findRoleBindingProblems(
  object: ReadManifest,
  zone: LandingZone | undefined,
): string[] {
  const { data } = bindingSchema.safeParse(object);
  if (!data) {
    return ['has no roleRef and subjects of a RoleBinding'];
  }
  const { roleRef, subjects } = data;
  const role = zone?.spec.owners.clusterRole;
  const isAllowed =
    roleRef.kind === 'ClusterRole' &&
    (role === undefined ? !TOO_MUCH.test(roleRef.name) : roleRef.name === role);
  return [
    ...(isAllowed
      ? []
      : [
          `binds the ${roleRef.kind} "${roleRef.name}": ${
            role === undefined
              ? 'owners may look only'
              : `it must be the ClusterRole "${role}"`
          }`,
        ]),
    ...subjects
      .filter(({ kind }) => !['Group', 'User'].includes(kind))
      .map(
        ({ kind, name }) =>
          `lets the ${kind} "${name}" in: it must be people, as a Group or User`,
      ),
    ...subjects
      .filter(({ name }) => isOfKubernetes(name) || name.includes('*'))
      .map(
        ({ kind, name }) =>
          `lets the ${kind} "${name}" in, which is not one team`,
      ),
  ];
}
