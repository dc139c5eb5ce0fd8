import type {
  LandingZone,
  ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';
import { toModuleSpec } from '../parse/parseModuleSpec';
import { planBeside } from '../plan/planObjects';
import { renderPlatform } from '../plan/planPlatform';
import { renderPlan } from '../render/renderPlan';
import type { Manifest, ModulePlan, RepositoryFile } from '../types';
import { exampleOf, planOf, valueOf } from './examples';

export const LAYOUTS = [
  'directory',
  'kustomize',
  'helm-values',
  'applicationset',
] as const;

/** A landing zone whose clusters Argo CD calls by name, by another name, and by server. */
export function zoneOf(
  layout: LandingZone['spec']['layout'],
  git: Partial<LandingZone['spec']['git']> = {},
): LandingZone {
  const { zone } = exampleOf('pinned');
  return {
    ...zone,
    spec: { ...zone.spec, layout, git: { ...zone.spec.git, ...git } },
  };
}

/** A module on clusters of that zone. */
export function specOf(name: string, workload: object, more = {}): ModuleSpec {
  return valueOf(
    toModuleSpec({
      apiVersion: 'orchestr8.io/v1alpha1',
      kind: 'Module',
      metadata: { name, owner: 'group:default/guests' },
      spec: {
        landingZone: zoneOf('directory').metadata.name,
        workload: { kind: 'service', ...workload },
        ...more,
      },
    }),
  );
}

const autoscaling = { minReplicas: 2, maxReplicas: 4, cpuPercent: 70 };
const chart = { name: 'shop', version: '1.2.3+4', values: { a: '{{ .b }}' } };

/** One module for each way in which Applications differ. */
export const layoutModules: ModuleSpec[] = [
  specOf('image', { image: 'ghcr.io/acme/image:1.0.0' }),
  specOf('on', {}),
  specOf('scaled', { image: 'ghcr.io/acme/scaled:1.0.0', autoscaling }),
  specOf('scaled-placeholder', { autoscaling }),
  specOf('by-https', {
    chart: { ...chart, repository: 'https://charts.example.com/shop' },
  }),
  specOf('by-oci', {
    chart: {
      ...chart,
      repository: 'oci://registry.example.com/charts',
      kinds: [{ group: 'example.com', kind: 'Shop' }],
    },
  }),
  specOf(
    'scaled-once',
    {},
    {
      placements: [
        { environment: 'staging', cluster: 'stage-1', autoscaling },
        { environment: 'production', cluster: 'us-1' },
      ],
    },
  ),
];

/** A platform repository with all these modules, added one after the other. */
export function platformOf(zone: LandingZone, modules = layoutModules) {
  const files = new Map<string, RepositoryFile>(
    renderPlatform(zone).map(file => [file.path, file]),
  );
  const plans: ModulePlan[] = [];
  for (const spec of modules) {
    const shared = [...files.values()];
    const plan = planOf({ spec, zone }, { modules: [], shared });
    const rendered = renderPlan(plan);
    [...rendered.platform, ...rendered.shared].forEach(file =>
      files.set(file.path, file),
    );
    plans.push(plan);
  }
  return { files: [...files.values()], plans };
}

/** All that should lie beside Argo CD, whatever the layout. */
export function objectsBeside(plans: ModulePlan[]): Manifest[] {
  return plans.flatMap(plan =>
    planBeside(plan).flatMap(({ objects }) => objects),
  );
}
