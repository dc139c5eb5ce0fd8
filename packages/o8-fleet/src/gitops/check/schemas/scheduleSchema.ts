import type { z } from 'zod';
import {
  anything,
  fields,
  filled,
  flag,
  integer,
  list,
  text,
  textMap,
  texts,
} from './fields';
import { labelSelectorSchema } from './labelSelectorSchema';

const templateSchema = fields({
  csiSnapshotTimeout: text,
  datamover: text,
  defaultVolumesToFsBackup: flag,
  defaultVolumesToRestic: flag,
  excludedClusterScopedResources: texts,
  excludedNamespaceScopedResources: texts,
  excludedNamespaces: texts,
  excludedResources: texts,
  hooks: anything,
  includeClusterResources: flag,
  includedClusterScopedResources: texts,
  includedNamespaceScopedResources: texts,
  includedNamespaces: texts,
  includedResources: texts,
  itemOperationTimeout: text,
  labelSelector: labelSelectorSchema,
  metadata: fields({ labels: textMap }),
  orLabelSelectors: list(labelSelectorSchema),
  orderedResources: textMap,
  resourcePolicy: fields({ apiGroup: text }, { kind: filled, name: filled }),
  snapshotMoveData: flag,
  snapshotVolumes: flag,
  storageLocation: text,
  ttl: text,
  uploaderConfig: fields({ parallelFilesUpload: integer }),
  volumeGroupSnapshotLabelKey: text,
  volumeSnapshotLocations: texts,
});

/** A Schedule of Velero, but for its metadata. */
export const scheduleSchema: z.ZodRawShape = {
  spec: fields(
    { paused: flag, skipImmediately: flag, useOwnerReferencesInBackup: flag },
    { schedule: text, template: templateSchema },
  ).nullish(),
};
