import { createSource } from '../createSource';
import { summarizeRules, type RoleValue } from './summarizeRules';
import { bindingSchema, roleSchema } from './rbacSchemas';

const MAX_SUBJECTS = 20;

/** What is kept of a RoleBinding: `rbac.binding`. */
export type BindingValue = {
  role: { kind: string; name: string };
  /** The first of them; `subjectCount` is of all. */
  subjects: { kind: string; namespace: string | null; name: string }[];
  subjectCount: number;
};

/** Who may do what in a namespace: Roles, and RoleBindings. */
export const rbacSource = createSource({
  id: 'rbac',
  reach: 'placements',
  readings: [
    {
      group: 'rbac.authorization.k8s.io',
      kind: 'Role',
      plural: 'roles',
      fact: 'role',
      read(object) {
        const value: RoleValue = summarizeRules(roleSchema.parse(object).rules);
        return { value };
      },
    },
    {
      group: 'rbac.authorization.k8s.io',
      kind: 'RoleBinding',
      plural: 'rolebindings',
      fact: 'binding',
      read(object) {
        const { roleRef, subjects } = bindingSchema.parse(object);
        const value: BindingValue = {
          role: roleRef,
          subjects: subjects
            .slice(0, MAX_SUBJECTS)
            .map(({ kind, namespace, name }) => ({
              kind,
              namespace: namespace ?? null,
              name,
            })),
          subjectCount: subjects.length,
        };
        return { value };
      },
    },
  ],
});
