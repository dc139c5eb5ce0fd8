import { z } from 'zod';

/** A parameter that may be given several times. */
export const listParam = z
  .union([z.string(), z.array(z.string())], 'expected text')
  .default([])
  .transform(value => [value].flat());
