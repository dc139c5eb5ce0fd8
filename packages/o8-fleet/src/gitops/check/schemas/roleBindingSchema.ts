import type { z } from 'zod';
import { fields, filled, filledList, list, oneOf, text, texts } from './fields';

/** A Role, but for its metadata. */
export const roleSchema: z.ZodRawShape = {
  rules: list(
    fields(
      {
        apiGroups: texts,
        nonResourceURLs: texts,
        resourceNames: texts,
        resources: texts,
      },
      { verbs: filledList(filled) },
    ),
  ).nullish(),
};

/** A RoleBinding, but for its metadata. */
export const roleBindingSchema: z.ZodRawShape = {
  roleRef: fields(
    { apiGroup: text },
    { kind: oneOf('ClusterRole', 'Role'), name: filled },
  ),
  subjects: list(
    fields(
      { apiGroup: text, namespace: text },
      { kind: oneOf('Group', 'ServiceAccount', 'User'), name: filled },
    ),
  ).nullish(),
};
