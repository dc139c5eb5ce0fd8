import type {
  LandingZoneInput,
  ModuleSpecInput,
} from '@orchestr8/backstage-plugin-o8-common';
import {
  landingZoneSchema,
  RUNTIMES,
} from '@orchestr8/backstage-plugin-o8-common';
import { resolvePlacements } from '../plan/resolvePlacements';
import { toModuleSpec } from '../parse/parseModuleSpec';
import { renderFiles } from '../render/renderFiles';
import type { ModuleContext } from '../emitters/types';
import type { RenderedFile } from '../types';
import { planPipeline } from '../systems/pipelines/planPipeline';
import { valueOf } from './examples';

type ZoneFields = Partial<LandingZoneInput['spec']>;
type SpecFields = Partial<ModuleSpecInput['spec']>;

const DIGEST = `sha256:${'0a'.repeat(32)}`;
export const TOOLS = {
  cli: 'npm:@acme/o8-cli@1.2.3',
  pipelines: `ghcr.io/acme/tools@${DIGEST}`,
};

/** A module called "shop" with a pipeline, in three stages unless told otherwise. */
export function pipelineContext({
  zone: zoneFields,
  spec: specFields,
  metadata,
}: {
  zone?: ZoneFields;
  spec?: SpecFields;
  metadata?: Partial<ModuleSpecInput['metadata']>;
} = {}): ModuleContext {
  const type = zoneFields?.ci ?? 'github';
  const delivery = specFields?.delivery ?? { promotion: 'pull-request' };
  const zone = landingZoneSchema.parse({
    apiVersion: 'orchestr8.io/v1alpha1',
    kind: 'LandingZone',
    metadata: { name: 'acme' },
    spec: {
      git: {
        type,
        url: `https://${type}.com`,
        modules: 'acme',
        platform: 'acme/apps',
      },
      clusters: ['stage-1', 'eu-1', 'us-1'].map(name => ({
        name,
        environment: name === 'stage-1' ? 'staging' : 'production',
        default: true,
      })),
      registry: type === 'gitlab' ? 'registry.gitlab.com/acme' : 'ghcr.io/acme',
      placeholderImage: `ghcr.io/acme/placeholder@${DIGEST}`,
      ci: type,
      tools: TOOLS,
      images: Object.fromEntries(
        RUNTIMES.map(runtime => [runtime, `ghcr.io/acme/${runtime}@${DIGEST}`]),
      ),
      ...zoneFields,
    },
  });
  const spec = valueOf(
    toModuleSpec({
      apiVersion: 'orchestr8.io/v1alpha1',
      kind: 'Module',
      metadata: { name: 'shop', owner: 'group:default/shop', ...metadata },
      spec: {
        landingZone: 'acme',
        workload: { kind: 'service', runtime: 'node' },
        placements: ['stage-1', 'eu-1', 'us-1'].map((cluster, index) => ({
          cluster,
          environment: index === 0 ? 'staging' : 'production',
          ...(delivery.promotion === 'pull-request' && {
            promotionOrder: index + 1,
          }),
        })),
        ...specFields,
        delivery,
      },
    }),
  );
  const placements = valueOf(resolvePlacements(spec, zone));
  return { spec, zone, placements, edges: [], hosts: [], notes: [] };
}

const HOSTILE = `'; $(touch x) \`y\` "\n\${HOME} {{ z }} # %`.replace(
  '\n',
  ' ',
);

/** Pipelines of all that makes a difference to them, each with what it is of. */
export function listPipelines(): { name: string; files: RenderedFile[] }[] {
  const zones: Record<string, ZoneFields> = {
    public: {},
    'a registry of its own': { registry: 'registry.example:5000/modules' },
    'no tools': { tools: undefined, images: undefined },
    'its own command line': {
      tools: { ...TOOLS, cli: `ghcr.io/acme/o8@${DIGEST}` },
    },
    'its own host': {
      git: {
        url: 'https://git.example',
        modules: 'a/b',
        platform: 'a/c',
        branch: 'release/2.x',
      },
    },
  };
  const specs: Record<string, SpecFields> = {
    ...Object.fromEntries(
      RUNTIMES.map(runtime => [
        runtime,
        { workload: { kind: 'service', runtime } },
      ]),
    ),
    'one stage': { delivery: {} },
    shares: {
      delivery: { strategy: 'weights', weights: { stable: 90, canary: 10 } },
    },
    'an image': {
      workload: { kind: 'worker', image: `ghcr.io/acme/shop@${DIGEST}` },
    },
    'an image of others': {
      workload: { kind: 'worker', image: 'docker.io/library/redis:8' },
    },
    'a chart': {
      workload: {
        kind: 'service',
        chart: {
          repository: 'https://charts.example',
          name: 'thing',
          version: '1.2.3',
        },
      },
    },
  };
  return (['github', 'gitlab'] as const).flatMap(ci =>
    Object.entries(zones).flatMap(([place, zone]) =>
      Object.entries(specs).map(([what, spec]) => ({
        name: `${ci}, ${place}: ${what}`,
        files: renderFiles(
          planPipeline(
            pipelineContext({
              zone: { ...zone, ci },
              spec,
              metadata: { title: HOSTILE, description: HOSTILE },
            }),
          ),
        ),
      })),
    ),
  );
}
