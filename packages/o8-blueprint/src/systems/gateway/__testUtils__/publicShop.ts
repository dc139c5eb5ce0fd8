import type { ModuleSpecInput } from '@orchestr8/backstage-plugin-o8-common';
import type { ModulePlan } from '../../../types';

type Spec = ModuleSpecInput['spec'];

/** How the world may reach a module. */
export type Exposure = NonNullable<Spec['exposure']>;

/** Public at the host of the shop. */
export const open = (more: Partial<Exposure> = {}): Exposure => ({
  kind: 'public',
  host: 'shop.rich.example',
  ...more,
});

/** A service of our own. */
export const SERVICE = { kind: 'service' as const, port: 8_081 };

/** A service that is a chart. */
export const CHART: Spec['workload'] = {
  kind: 'service',
  chart: {
    repository: 'https://charts.example',
    name: 'thing',
    version: '1.2.3',
    service: 'thing-web',
    selector: { app: 'thing' },
    port: 3_000,
  },
};

/** Two placements, one of which has a host of its own. */
export const TWO = [
  { environment: 'production', cluster: 'eu-1' },
  { environment: 'production', cluster: 'us-1', host: 'us.rich.example' },
];

/** A plan at one of its placements. */
export const at = (plan: ModulePlan, index = 0) => ({
  ...plan,
  placement: plan.placements[index],
});
