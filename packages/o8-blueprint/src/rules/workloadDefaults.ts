import { moduleSpecSchema } from '@orchestr8/backstage-plugin-o8-common';

/** What a workload is that says nothing but its kind. */
export const workloadDefaults =
  moduleSpecSchema.shape.spec.shape.workload.parse({ kind: 'service' });
