import type { ModuleSpecInput } from '../moduleSpec';

/** The least that a spec needs. */
export function createSpecInput(): ModuleSpecInput {
  return {
    apiVersion: 'orchestr8.io/v1alpha1',
    kind: 'Module',
    metadata: { name: 'billing', owner: 'group:default/payments' },
    spec: { landingZone: 'acme', workload: { kind: 'service' } },
  };
}
