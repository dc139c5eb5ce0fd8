import {
  landingZoneSchema,
  moduleSpecSchema,
  type LandingZone,
} from '@orchestr8/backstage-plugin-o8-common';
import type { ExampleModule } from '../ExampleModule';

/** A zone on a git host of this machine, with two clusters. */
export function createZone(name = 'demo', url = 'http://127.0.0.1:7444') {
  const zone: LandingZone = landingZoneSchema.parse({
    apiVersion: 'orchestr8.io/v1alpha1',
    kind: 'LandingZone',
    metadata: { name },
    spec: {
      git: { url, modules: 'modules', platform: 'platform/o8-apps' },
      argocd: { rootApplication: 'o8-demo-root', project: 'o8-demo' },
      clusters: ['eu-1', 'us-1'].map(cluster => ({
        name: cluster,
        environment: 'production',
        default: true,
      })),
      registry: 'registry.o8.example/modules',
      placeholderImage: 'registry.o8.example/placeholder:1.0.0',
    },
  });
  return zone;
}

/** A small module with an image. */
export function createExample(
  name: string,
  spec: Record<string, unknown> = {},
): ExampleModule {
  return {
    file: `${name}.yaml`,
    spec: moduleSpecSchema.parse({
      apiVersion: 'orchestr8.io/v1alpha1',
      kind: 'Module',
      metadata: { name, owner: 'group:default/guests', system: 'voice' },
      spec: {
        landingZone: 'demo',
        workload: {
          kind: 'service',
          image: `registry.o8.example/${name}:v1.14.2`,
        },
        ...spec,
      },
    }),
  };
}
