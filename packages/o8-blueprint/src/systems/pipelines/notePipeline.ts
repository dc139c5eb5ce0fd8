import type { ModuleContext } from '../../emitters/types';
import { toPipeline, type Pipeline } from './toPipeline';

/** What the pipeline of a module leaves out, and what it would need for it. */
export function notePipeline(context: ModuleContext): string[] {
  const pipeline = toPipeline(context);
  return pipeline ? listGaps(pipeline) : [];
}

/** As sentences, each with the field of the landing zone. */
export function listGaps({
  ci,
  build,
  base,
  tools,
  cli,
  scans,
}: Pipeline): string[] {
  const isGitLab = ci === 'gitlab';
  const needsTools = isGitLab && !tools;
  return [
    ...(cli
      ? []
      : [
          'The pipeline checks neither the spec nor what is approved of it: the landing zone has no "tools.cli".',
        ]),
    ...(needsTools
      ? [
          `The pipeline ${
            build
              ? 'builds, signs and deploys nothing'
              : `does not ${
                  scans ? 'look through the image and ' : ''
                }build overlays`
          }: jobs of GitLab need "tools.pipelines" of the landing zone.`,
        ]
      : []),
    ...(isGitLab && build && !base
      ? [
          `The pipeline runs no tests: jobs of GitLab need "images.${build.runtime}" of the landing zone.`,
        ]
      : []),
    ...(build && !build.isSigned
      ? [
          'The pipeline does not sign images: without keys that works on github.com and gitlab.com only.',
        ]
      : []),
  ];
}
