import { createHash } from 'node:crypto';
import type { ModuleSpec } from '@orchestr8/backstage-plugin-o8-common';
import { sortKeys } from '../../render/sortKeys';
import { workloadLabels } from '../labels';
import type { Emitter, ModuleContext } from '../types';
import { configName } from './volumes';

/** The files of a module. */
export const configMap: Emitter<ModuleContext> = {
  file: () => 'config-map.yaml',
  home: 'module',
  kinds: [{ group: '', kind: 'ConfigMap' }],
  writes: ['workload.config'],
  emit: ({ spec: { metadata, spec } }) =>
    spec.workload.config
      ? [
          {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            metadata: {
              name: configName(metadata.name),
              labels: workloadLabels(metadata.name),
            },
            data: spec.workload.config.files,
          },
        ]
      : [],
};

/** A short name of the files as they are: other files have another one. */
export function configChecksum({
  files,
}: NonNullable<ModuleSpec['spec']['workload']['config']>): string {
  const hash = createHash('sha256').update(JSON.stringify(sortKeys(files)));
  return hash.digest('hex').slice(0, 16);
}
