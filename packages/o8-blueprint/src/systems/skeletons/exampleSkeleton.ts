import type { Runtime } from '../pipelines/toPipeline';
import {
  expandSkeleton,
  expandTemplates,
  type SkeletonFile,
  type SkeletonInput,
} from './expandSkeleton';

/** A skeleton of no module in particular, by which skeletons are worked on. */
export function exampleSkeleton(
  runtime: Runtime,
  features: string[],
): SkeletonFile[] {
  return expandSkeleton(exampleInput(runtime, features));
}

/** The same without lockfiles, from which these are made. */
export function exampleTemplates(
  runtime: Runtime,
  features: string[],
): SkeletonFile[] {
  return expandTemplates(exampleInput(runtime, features));
}

function exampleInput(runtime: Runtime, features: string[]): SkeletonInput {
  return {
    runtime,
    features: new Set(features),
    values: {
      startupPath: '/livez',
      livenessPath: '/livez',
      readinessPath: '/readyz',
      metricsPath: '/metrics',
      metricsPort: 9464,
      port: 8080,
      poolSize: 5,
      publishedEvent: 'VISITS',
    },
    words: {},
  };
}
