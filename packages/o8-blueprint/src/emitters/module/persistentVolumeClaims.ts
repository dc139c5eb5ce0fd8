import { IGNORE_HEALTH, KEPT } from '../annotations';
import { workloadLabels } from '../labels';
import type { Emitter, ModuleContext } from '../types';
import { claimName } from './volumes';

/**
 * What outlives the pods of a module. In the wave of its workload: a class of storage
 * may wait for the first pod, for which Argo CD would wait in turn.
 */
export const persistentVolumeClaims: Emitter<ModuleContext> = {
  file: () => 'persistent-volume-claims.yaml',
  home: 'module',
  kinds: [{ group: '', kind: 'PersistentVolumeClaim' }],
  writes: ['workload.volumes'],
  emit: ({ spec: { metadata, spec } }) =>
    (spec.workload.volumes ?? []).map(
      ({ name, size, storageClass, accessMode, backup }) => ({
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: {
          name: claimName(metadata.name, name),
          labels: {
            ...workloadLabels(metadata.name),
            ...(!backup && { 'velero.io/exclude-from-backup': 'true' }),
          },
          annotations: {
            ...KEPT,
            // Until its first run nobody asks for it, which is no trouble.
            ...(spec.workload.kind === 'job' && IGNORE_HEALTH),
          },
        },
        spec: {
          accessModes: [accessMode],
          ...(storageClass !== undefined && { storageClassName: storageClass }),
          resources: { requests: { storage: size } },
        },
      }),
    ),
};
