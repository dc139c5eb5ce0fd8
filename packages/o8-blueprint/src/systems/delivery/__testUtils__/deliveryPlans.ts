import type { ModuleSpecInput } from '@orchestr8/backstage-plugin-o8-common';
import { createRichZone } from '../../../__testUtils__/anyModule';
import { problemsOf, valueOf } from '../../../__testUtils__/examples';
import { specWith } from '../../../__testUtils__/planWith';
import { moduleEmitters } from '../../../emitters/moduleEmitters';
import { planModule } from '../../../plan/planModule';
import type { Manifest, ModulePlan } from '../../../types';

/** What a module may say. */
export type Spec = ModuleSpecInput['spec'];
/** How new versions of a module arrive. */
export type Delivery = NonNullable<Spec['delivery']>;

/** The meshes that a landing zone may have. */
export const MESHES = ['none', 'sidecar', 'ambient'] as const;

/** Fixed shares. */
export const WEIGHTS: Delivery = {
  strategy: 'weights',
  weights: { stable: 75, canary: 25 },
};

/** A canary that goes on by time alone. */
export const CANARY: Delivery = { strategy: 'canary' };

/** A canary that Prometheus judges. */
export const JUDGED: Delivery = { strategy: 'canary', successRatePercent: 99 };

/** The host of the shop. */
export const PUBLIC: Spec['exposure'] = {
  kind: 'public',
  host: 'shop.rich.example',
};

/** A Prometheus that can be asked. */
export const MONITORING = {
  namespace: 'monitoring',
  podLabels: { app: 'prometheus' },
  prometheusUrl: 'http://prometheus.monitoring.svc:9090',
};

/** A service with eight replicas in a zone that has all of it, or what is against it. */
export function resolve(
  mesh: (typeof MESHES)[number],
  more: Partial<Spec>,
  {
    zone = {},
    workload = {},
  }: { zone?: object; workload?: Partial<Spec['workload']> } = {},
) {
  const spec = specWith(
    {
      kind: 'service',
      replicas: 8,
      image: 'registry.example/a:1',
      ...workload,
    },
    { observability: { metrics: {} }, ...more },
  );
  return planModule({
    spec,
    zone: createRichZone(mesh, { monitoring: MONITORING, ...zone }),
  });
}

/** Its plan, where nothing is against it. */
export const plan = (...args: Parameters<typeof resolve>) =>
  valueOf(resolve(...args));

/** The objects of its repository. */
export const emitted = (made: ModulePlan): Manifest[] =>
  moduleEmitters.flatMap(({ emit }) => emit(made));

/** What is against it, one a line. */
export const linesOf = (...args: Parameters<typeof resolve>) =>
  problemsOf(resolve(...args)).map(
    ({ path, message }) => `${path}: ${message}`,
  );
