import { z } from 'zod';
import { httpPathSchema, intSchema, portSchema, programSchema } from '../text';

const timing = {
  periodSeconds: intSchema(1, 300)
    .optional()
    .describe('How often it is asked.'),
  timeoutSeconds: intSchema(1, 60)
    .optional()
    .describe('After which no answer is a failure.'),
  failureThreshold: intSchema(1, 100)
    .optional()
    .describe('How many failures in a row count.'),
};

/** The schema of a question that the kubelet asks a container. */
export const probeSchema = z
  .strictObject({
    path: httpPathSchema
      .optional()
      .describe('Asked by HTTP on the port; without it the port must be open.'),
    port: portSchema.optional().describe("Another port than the workload's."),
    command: programSchema(50)
      .optional()
      .describe('A program in the container instead, which must end with 0.'),
    ...timing,
  })
  .superRefine(({ path, port, command }, { addIssue }) => {
    if (command && (path !== undefined || port !== undefined)) {
      const message = 'cannot be there with "path" or "port"';
      addIssue({ code: 'custom', path: ['command'], message });
    }
  });

/** The schema of all probes of a workload. */
export const probesSchema = z.strictObject({
  startup: probeSchema
    .optional()
    .describe('Until it succeeds once, the others wait.'),
  liveness: probeSchema
    .optional()
    .describe('When it fails, the container is started again.'),
  readiness: probeSchema
    .optional()
    .describe('While it fails, no requests arrive.'),
});
