import type { Entity } from '@backstage/catalog-model';

/** The entity of a module as the blueprint writes it, or as given. */
export function createEntity(
  options: { owner?: string; annotations?: Record<string, string> } = {},
): Entity {
  const { owner = 'group:default/payments' } = options;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'billing',
      annotations: {
        'orchestr8.io/module': 'billing',
        'orchestr8.io/landing-zone': 'acme',
        ...options.annotations,
      },
    },
    spec: { type: 'service', lifecycle: 'production', owner },
  };
}
