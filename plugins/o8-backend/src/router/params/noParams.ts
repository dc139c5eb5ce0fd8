import { z } from 'zod';

/** Of a route without parameters: those that it does not know are refused. */
export const noParams = z.strictObject({});
