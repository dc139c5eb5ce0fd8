import type { z } from 'zod';
import { fields, texts } from './fields';

/** A Namespace, but for its metadata. */
export const namespaceSchema: z.ZodRawShape = {
  spec: fields({ finalizers: texts }).nullish(),
};
