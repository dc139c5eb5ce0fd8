import { z } from 'zod';
import {
  looseFlag,
  looseList,
  looseNumber,
  looseObject,
  looseText,
} from '../loose';

const names = z
  .array(z.string())
  .nullish()
  .transform(list => list ?? []);

const NOTHING_SAID = {
  includedNamespaces: [],
  excludedNamespaces: [],
  labelSelector: undefined,
  orLabelSelectors: [],
  includedResources: [],
  includedNamespaceScopedResources: [],
  storageLocation: undefined,
};

/**
 * What a Backup, or the template of a Schedule, is to take. Not loose: what is absent
 * here means all, so that a field of a wrong type must not pass for an absent one.
 */
export const templateSchema = z
  .object({
    includedNamespaces: names,
    excludedNamespaces: names,
    labelSelector: z.unknown().optional(),
    orLabelSelectors: z.array(z.unknown()).nullish(),
    includedResources: names,
    includedNamespaceScopedResources: names,
    storageLocation: looseText,
  })
  .nullish()
  .transform(template => template ?? NOTHING_SAID);

/** The parts of a Backup that are read. */
export const backupSchema = z.object({
  spec: templateSchema,
  status: looseObject({
    phase: looseText,
    startTimestamp: looseText,
    completionTimestamp: looseText,
    expiration: looseText,
    failureReason: looseText,
    validationErrors: looseList(z.string()),
    progress: looseObject({ itemsBackedUp: looseNumber }),
    hookStatus: looseObject({ hooksFailed: looseNumber }),
  }),
});

/** The parts of a Schedule that are read. */
export const scheduleSchema = z.object({
  spec: z.object({
    schedule: looseText,
    paused: looseFlag,
    template: templateSchema,
  }),
  status: looseObject({
    phase: looseText,
    validationErrors: looseList(z.string()),
  }),
});

/** The parts of a BackupStorageLocation that are read. */
export const storageSchema = looseObject({
  spec: looseObject({
    default: looseFlag,
    accessMode: looseText,
    validationFrequency: looseText,
  }),
  status: looseObject({
    phase: looseText,
    lastValidationTime: looseText,
    message: looseText,
  }),
});
