import {
  platformRepository,
  type ModuleSpec,
  type Repository,
} from '@orchestr8/backstage-plugin-o8-common';
import { moduleImage } from '../../emitters/module/image';
import type { ModuleContext } from '../../emitters/types';
import { pipelineImage } from '../delivery/pipelineImage';
import {
  promotionStages,
  type PromotionStage,
} from '../delivery/promotionStages';
import { keylessIdentity } from './keylessIdentity';

export type Runtime = NonNullable<ModuleSpec['spec']['workload']['runtime']>;

/** How a pipeline gets the command line of this suite. */
export type Cli = { package: string } | { image: string };

/** What a pipeline builds. */
export interface PipelineBuild {
  runtime: Runtime;
  /** What it is pushed as, without a tag. */
  image: string;
  /** The host of its registry. */
  registry: string;
  /** The `name` of its entry in the kustomizations of overlays. */
  entry: string;
  /** Whether it is signed by the identity of the pipeline, without a key. */
  isSigned: boolean;
  stages: PromotionStage[];
}

/** What the pipeline of a module does, whoever runs it. */
export interface Pipeline {
  ci: 'github' | 'gitlab';
  module: string;
  branch: string;
  platform: Repository;
  /** Only for code of our own. */
  build?: PipelineBuild;
  /** A ready image, to look through; with its registry where that is the landing zone's. */
  scans?: { image: string; registry?: string };
  cli?: Cli;
  /** In which jobs of GitLab run: GitHub has machines with tools on them. */
  tools?: string;
  /** In which tests run on GitLab. */
  base?: string;
}

/** The pipeline of a module; undefined where nothing runs pipelines. */
export function toPipeline({
  spec,
  zone,
  placements,
}: Pick<ModuleContext, 'spec' | 'zone' | 'placements'>): Pipeline | undefined {
  const ci = spec.spec.delivery?.ci ?? zone.spec.ci;
  if (!ci || ci === 'none') {
    return undefined;
  }
  const { name } = spec.metadata;
  const { runtime, image } = spec.spec.workload;
  const { registry, git, tools, images } = zone.spec;
  return {
    ci,
    module: name,
    branch: git.branch,
    platform: platformRepository(zone),
    ...(runtime && {
      build: {
        runtime,
        image: moduleImage(zone, name),
        registry: registryHost(registry),
        entry: pipelineImage({ spec, zone }),
        isSigned: keylessIdentity(zone, ci) !== undefined,
        stages: promotionStages({ spec, placements }),
      },
      base: images?.[runtime],
    }),
    ...(image &&
      !runtime && {
        scans: {
          image,
          ...(image.startsWith(`${registry}/`) && {
            registry: registryHost(registry),
          }),
        },
      }),
    ...(tools?.cli && { cli: toCli(tools.cli) }),
    tools: tools?.pipelines,
  };
}

/** By npm, or in an image: see `tools.cli` of landing zones. */
function toCli(cli: string): Cli {
  const [, name] = /^npm:(.+)$/.exec(cli) ?? [];
  return name ? { package: name } : { image: cli };
}

/** As clients of registries read it: what has no host belongs to Docker Hub. */
function registryHost(registry: string): string {
  const [host] = registry.split('/');
  return /[.:]|^localhost$/.test(host) ? host : 'docker.io';
}
