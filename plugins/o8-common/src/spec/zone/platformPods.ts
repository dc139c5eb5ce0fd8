import { z } from 'zod';
import { dnsLabelSchema, labelsSchema } from '../text';

/** The schema of pods of the platform that modules talk to, or that talk to modules. */
export const platformPodsSchema = z.strictObject({
  namespace: dnsLabelSchema.describe('Where they are.'),
  podLabels: labelsSchema.describe('What selects them.'),
});
