import type { z } from 'zod';
import { fields, flag, list, text } from './fields';

/** A ServiceAccount, but for its metadata. */
export const serviceAccountSchema: z.ZodRawShape = {
  automountServiceAccountToken: flag.nullish(),
  imagePullSecrets: list(fields({ name: text })).nullish(),
  secrets: list(
    fields({
      apiVersion: text,
      fieldPath: text,
      kind: text,
      name: text,
      namespace: text,
      resourceVersion: text,
      uid: text,
    }),
  ).nullish(),
};
