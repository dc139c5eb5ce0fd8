import { moduleLabels } from './labels';
import type { Emitter, PlacementContext } from './types';

/** What a container gets that asks for nothing; the quota would refuse it otherwise. */
export const limitRange: Emitter<PlacementContext> = {
  file: () => 'limit-range.yaml',
  home: 'module',
  kinds: [{ group: '', kind: 'LimitRange' }],
  emit: ({ spec: { metadata } }) => [
    {
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: {
        name: 'module',
        namespace: metadata.name,
        labels: moduleLabels(metadata.name),
      },
      spec: {
        limits: [
          {
            type: 'Container',
            defaultRequest: { cpu: '50m', memory: '64Mi' },
            default: { memory: '256Mi' },
          },
        ],
      },
    },
  ],
};
