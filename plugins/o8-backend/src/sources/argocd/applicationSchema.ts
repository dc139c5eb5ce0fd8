import { z } from 'zod';
import { looseFlag, looseList, looseObject, looseText } from '../loose';

const health = looseObject({ status: looseText, message: looseText });

/** The parts of an Application that are read. */
export const applicationSchema = z.object({
  spec: looseObject({
    destination: looseObject({
      name: looseText,
      server: looseText,
      namespace: looseText,
    }),
    project: looseText,
  }),
  status: looseObject({
    sync: looseObject({
      status: looseText,
      revision: looseText,
      revisions: looseList(z.string()),
    }),
    health,
    conditions: looseList(
      z.object({
        type: z.string(),
        message: looseText,
        lastTransitionTime: looseText,
      }),
    ),
    history: looseList(
      looseObject({
        revision: looseText,
        revisions: looseList(z.string()),
        deployedAt: looseText,
        initiatedBy: looseObject({
          username: looseText,
          automated: looseFlag,
        }),
      }),
    ),
    operationState: looseObject({
      phase: looseText,
      message: looseText,
      startedAt: looseText,
      finishedAt: looseText,
      syncResult: looseObject({
        resources: looseList(
          z.object({
            group: looseText,
            version: looseText,
            kind: z.string(),
            namespace: looseText,
            name: z.string(),
            hookType: looseText,
            hookPhase: looseText,
            status: looseText,
            message: looseText,
          }),
        ),
      }),
    }),
    resources: looseList(
      z.object({
        group: looseText,
        version: looseText,
        kind: z.string(),
        namespace: looseText,
        name: z.string(),
        status: looseText,
        health,
      }),
    ),
    summary: looseObject({ images: looseList(z.string()) }),
    reconciledAt: looseText,
  }),
});

/** An Application as it was read. */
export type Application = z.output<typeof applicationSchema>;
