import { workloadLabels } from '../labels';
import type { Emitter, ModuleContext } from '../types';

/** An identity of its own, without a token: nothing in it calls Kubernetes. */
export const serviceAccount: Emitter<ModuleContext> = {
  file: () => 'service-account.yaml',
  home: 'module',
  kinds: [{ group: '', kind: 'ServiceAccount' }],
  emit: ({ spec: { metadata } }) => [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: metadata.name, labels: workloadLabels(metadata.name) },
      automountServiceAccountToken: false,
    },
  ],
};
