import { z } from 'zod';
import { flag, text } from './fields';

const KEY = /^[-._a-zA-Z0-9]{1,253}$/;

const entries = z
  .record(z.string(), text)
  .superRefine((value, context) => {
    for (const key of Object.keys(value)) {
      if (KEY.test(key)) continue;
      context.addIssue({
        code: 'custom',
        path: [key],
        message:
          "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
      });
    }
  })
  .nullish();

/** A ConfigMap, but for its metadata. */
export const configMapSchema: z.ZodRawShape = {
  binaryData: entries,
  data: entries,
  immutable: flag.nullish(),
};
