import { z } from 'zod';
import {
  looseFlag,
  looseList,
  looseName,
  looseNames,
  looseObject,
  looseText,
  shortText,
} from '../loose';

const health = looseObject({ status: looseName, message: looseText });

const source = looseObject({
  repoURL: looseName,
  targetRevision: looseName,
  path: looseName,
  chart: looseName,
});

/** The parts of an Application that are read. */
export const applicationSchema = z.object({
  spec: looseObject({
    destination: looseObject({
      name: looseName,
      server: looseName,
      namespace: looseName,
    }),
    project: looseName,
    source,
    sources: looseList(source),
    syncPolicy: looseObject({
      automated: z
        .object({
          enabled: looseFlag,
          prune: looseFlag,
          selfHeal: looseFlag,
        })
        .nullish()
        .catch(undefined),
    }),
  }),
  status: looseObject({
    sync: looseObject({
      status: looseName,
      revision: looseName,
      revisions: looseNames,
    }),
    health,
    conditions: looseList(
      z.object({
        type: shortText,
        message: looseText,
        lastTransitionTime: looseName,
      }),
    ),
    history: looseList(
      looseObject({
        revision: looseName,
        revisions: looseNames,
        deployedAt: looseName,
        initiatedBy: looseObject({
          username: looseName,
          automated: looseFlag,
        }),
      }),
    ),
    operationState: looseObject({
      phase: looseName,
      message: looseText,
      startedAt: looseName,
      finishedAt: looseName,
      syncResult: looseObject({
        resources: looseList(
          z.object({
            group: looseName,
            version: looseName,
            kind: shortText,
            namespace: looseName,
            name: shortText,
            hookType: looseName,
            hookPhase: looseName,
            status: looseName,
            message: looseText,
          }),
        ),
      }),
    }),
    resources: looseList(
      z.object({
        group: looseName,
        version: looseName,
        kind: shortText,
        namespace: looseName,
        name: shortText,
        status: looseName,
        health,
      }),
    ),
    summary: looseObject({ images: looseNames }),
    reconciledAt: looseName,
  }),
});

/** An Application as it was read. */
export type Application = z.output<typeof applicationSchema>;
