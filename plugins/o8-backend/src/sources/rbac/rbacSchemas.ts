import { z } from 'zod';
import { shortText } from '../loose';

// Not loose: a rule or a subject that could not be read must not pass for none.

const names = z
  .array(shortText)
  .nullish()
  .transform(list => list ?? []);

/** The parts of a Role that are read. */
export const roleSchema = z.object({
  rules: z
    .array(
      z.object({
        apiGroups: names,
        resources: names,
        resourceNames: names,
        verbs: names,
      }),
    )
    .nullish()
    .transform(list => list ?? []),
});

/** The parts of a RoleBinding that are read. */
export const bindingSchema = z.object({
  roleRef: z.object({ kind: shortText, name: shortText }),
  subjects: z
    .array(
      z.object({
        kind: shortText,
        namespace: shortText.nullish(),
        name: shortText,
      }),
    )
    .nullish()
    .transform(list => list ?? []),
});
