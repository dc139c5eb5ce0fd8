import type { z } from 'zod';
import { fields, filled, filledList, oneOf, quantities, text } from './fields';
import { labelSelectorSchema } from './labelSelectorSchema';

const reference = { apiGroup: text };

/** A PersistentVolumeClaim, but for its metadata. */
export const volumeClaimSchema: z.ZodRawShape = {
  spec: fields(
    {
      dataSource: fields(reference, { kind: filled, name: filled }),
      dataSourceRef: fields(
        { ...reference, namespace: text },
        { kind: filled, name: filled },
      ),
      selector: labelSelectorSchema,
      storageClassName: text,
      volumeAttributesClassName: text,
      volumeMode: oneOf('Block', 'Filesystem'),
      volumeName: text,
    },
    {
      accessModes: filledList(
        oneOf(
          'ReadOnlyMany',
          'ReadWriteMany',
          'ReadWriteOnce',
          'ReadWriteOncePod',
        ),
      ),
      resources: fields({ limits: quantities }, { requests: quantities }),
    },
  ),
};
