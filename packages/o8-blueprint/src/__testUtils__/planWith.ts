import type {
  ModuleSpec,
  ModuleSpecInput,
} from '@orchestr8/backstage-plugin-o8-common';
import type { Emitter, ModuleContext } from '../emitters/types';
import { toModuleSpec } from '../parse/parseModuleSpec';
import { planModule } from '../plan/planModule';
import type { Manifest, ModulePlan } from '../types';
import { createRichZone } from './anyModule';
import { valueOf } from './examples';

type Mode = Parameters<typeof createRichZone>[0];

/** A module of the system "mall", called "shop" unless told otherwise, with a workload and what else its spec says. */
export function specWith(
  workload: ModuleSpecInput['spec']['workload'],
  more: Partial<ModuleSpecInput['spec']> = {},
  name = 'shop',
): ModuleSpec {
  return valueOf(
    toModuleSpec({
      apiVersion: 'orchestr8.io/v1alpha1',
      kind: 'Module',
      metadata: {
        name,
        owner: 'group:default/shop-team',
        system: 'mall',
      },
      spec: { landingZone: 'rich', workload, ...more },
    }),
  );
}

/** The plan of such a module in a zone that has everything but dashboards. */
export function planWith(
  workload: ModuleSpecInput['spec']['workload'],
  more: Partial<ModuleSpecInput['spec']> = {},
  mesh: Mode = 'none',
): ModulePlan {
  // They would be among the files of every module.
  const { monitoring } = createRichZone(mesh).spec;
  const zone = createRichZone(mesh, {
    monitoring: { ...monitoring, dashboards: false },
  });
  return valueOf(planModule({ spec: specWith(workload, more), zone }));
}

/** The same in a zone that has dashboards too. */
export function planRichly(
  workload: ModuleSpecInput['spec']['workload'],
  more: Partial<ModuleSpecInput['spec']> = {},
  mesh: Mode = 'none',
): ModulePlan {
  const spec = specWith(workload, more);
  return valueOf(planModule({ spec, zone: createRichZone(mesh) }));
}

/** The one object of an emitter. */
export function onlyOf(
  emitter: Emitter<ModuleContext>,
  plan: ModulePlan,
): Manifest {
  const objects = emitter.emit(plan);
  expect(objects).toHaveLength(1);
  return objects[0];
}
