import { LABEL_DATA_CLASSIFICATION } from '../../emitters/labels';
import type { Manifest } from '../../types';
import { literal, toPolicy, type Action } from './policy';

/** How sensitive data is that has to be encrypted where it lies. */
export const ENCRYPTED_CLASSIFICATIONS = ['confidential', 'phi'];

/** Volumes with sensitive data are of a class of storage that encrypts. */
export function encryptedVolumes(classes: string[], action: Action): Manifest {
  const known = classes.map(literal).join(', ');
  return toPolicy(
    'ValidatingPolicy',
    {
      name: 'o8-encrypted-volumes',
      title: 'Sensitive data is encrypted where it lies',
      severity: 'high',
      action,
    },
    {
      namespaceExpressions: [
        {
          key: LABEL_DATA_CLASSIFICATION,
          operator: 'In',
          values: ENCRYPTED_CLASSIFICATIONS,
        },
      ],
      resourceRules: [
        { apiGroups: [''], resources: ['persistentvolumeclaims'] },
      ],
      validations: [
        {
          message: `volumes with confidential or health data have one of the classes ${classes.join(
            ', ',
          )}`,
          expression: `object.spec.?storageClassName.orValue('') in [${known}]`,
        },
      ],
    },
  );
}
