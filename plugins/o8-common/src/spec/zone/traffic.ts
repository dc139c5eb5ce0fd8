import { z } from 'zod';
import { enumSchema } from '../text';

/** The schema of what leads the world to a healthy region. */
export const trafficSchema = z.strictObject({
  kind: enumSchema(['external-dns', 'load-balancer', 'none']).describe(
    'How it knows what is healthy.',
  ),
});
