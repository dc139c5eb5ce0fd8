import {
  landingZoneSchema,
  moduleSpecSchema,
  type LandingZoneInput,
  type ModuleSpecInput,
} from '@orchestr8/backstage-plugin-o8-common';
import { valueOf } from '../../__testUtils__/examples';
import { planModule } from '../../plan/planModule';
import type { Manifest, ModulePlan, PlannedFile } from '../../types';

const DIGEST = `sha256:${'0a'.repeat(32)}`;

export const ZONE: LandingZoneInput['spec'] = {
  git: {
    type: 'github',
    url: 'https://github.com',
    modules: 'acme',
    platform: 'acme/apps',
  },
  clusters: [
    {
      name: 'eu-1',
      environment: 'production',
      region: 'eu-west-1',
      default: true,
    },
    { name: 'us-1', environment: 'production', region: 'us-east-1' },
    { name: 'stage-1', environment: 'staging', region: 'eu-west-1' },
  ],
  registry: 'ghcr.io/acme',
  placeholderImage: `ghcr.io/acme/placeholder@${DIGEST}`,
  podSecurityVersion: 'v1.36',
  mesh: { mode: 'sidecar' },
  traffic: { kind: 'external-dns' },
  monitoring: { namespace: 'monitoring', podLabels: { app: 'prometheus' } },
  logging: { operator: 'fluent-operator' },
  owners: { prefix: 'oidc:' },
};

export const SPEC: ModuleSpecInput['spec'] = {
  landingZone: 'acme',
  workload: {
    kind: 'service',
    image: `ghcr.io/acme/billing:1.2.3@${DIGEST}`,
    replicas: 3,
    volumes: [
      {
        name: 'data',
        mountPath: '/data',
        size: '1Gi',
        accessMode: 'ReadWriteMany',
      },
    ],
  },
  placements: [
    { environment: 'production', cluster: 'eu-1' },
    { environment: 'production', cluster: 'us-1', replicas: 2 },
    { environment: 'staging', cluster: 'stage-1', replicas: 2 },
  ],
  observability: { metrics: { port: 9090 } },
  compliance: { frameworks: ['soc2', 'hipaa'], dataClassification: 'phi' },
  recovery: { tier: 'critical', rpo: '2h', rto: '4h' },
};

/** The plan of a module that does all that a plan can do, with changes. */
export function createPlan(
  changes: {
    spec?: Partial<ModuleSpecInput['spec']>;
    zone?: Partial<LandingZoneInput['spec']>;
    owner?: string;
  } = {},
): ModulePlan {
  const spec = moduleSpecSchema.parse({
    apiVersion: 'orchestr8.io/v1alpha1',
    kind: 'Module',
    metadata: {
      name: 'billing',
      owner: changes.owner ?? 'group:default/money',
    },
    spec: { ...SPEC, ...changes.spec },
  });
  const zone = landingZoneSchema.parse({
    apiVersion: 'orchestr8.io/v1alpha1',
    kind: 'LandingZone',
    metadata: { name: 'acme' },
    spec: { ...ZONE, ...changes.zone },
  });
  return valueOf(planModule({ spec, zone }));
}

/** The plan with each object changed, or without it where nothing comes back. */
export function changeObjects(
  plan: ModulePlan,
  change: (object: Manifest, path: string) => Manifest | undefined,
): ModulePlan {
  const changeFile = (file: PlannedFile): PlannedFile =>
    'objects' in file
      ? {
          path: file.path,
          objects: file.objects.flatMap(
            object => change(structuredClone(object), file.path) ?? [],
          ),
        }
      : file;
  return {
    ...plan,
    module: plan.module.map(changeFile),
    platform: plan.platform.map(changeFile),
  };
}

/** The plan with more objects on each cluster. */
export function addObjects(
  plan: ModulePlan,
  ...objects: Manifest[]
): ModulePlan {
  const more = plan.placements.map(({ cluster }) => ({
    path: `modules/billing/clusters/${cluster.name}/more.yaml`,
    objects,
  }));
  return { ...plan, platform: [...plan.platform, ...more] };
}

/** Sets a field of the objects of a kind that have its parent, such as `spec.paused`. */
export function setField(kind: string, path: string, value: unknown) {
  return (plan: ModulePlan): ModulePlan =>
    changeObjects(plan, object => {
      const keys = path.split('.');
      const last = keys.pop() ?? '';
      const parent = keys.reduce<unknown>(
        (at, key) =>
          typeof at === 'object' && at !== null ? Reflect.get(at, key) : at,
        object,
      );
      if (
        object.kind === kind &&
        typeof parent === 'object' &&
        parent !== null
      ) {
        Reflect.set(parent, last, value);
      }
      return object;
    });
}

/** Takes all objects of a kind away. */
export function removeKind(kind: string) {
  return (plan: ModulePlan): ModulePlan =>
    changeObjects(plan, object => (object.kind === kind ? undefined : object));
}
