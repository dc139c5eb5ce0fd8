import type { PlannedFile } from '../../../types';
import { promotions, setImageCommand } from '../setImage';
import type { Pipeline, PipelineBuild } from '../toPipeline';
import { proposeSteps } from './proposeSteps';
import { toWorkflow, type Job } from './toWorkflow';

/** Asks for what one stage has got to be deployed to the next one; nothing for a single stage. */
export function promoteWorkflow(
  { module, branch }: Pipeline,
  build: PipelineBuild,
): PlannedFile[] {
  const pairs = promotions(build.stages);
  if (pairs.length === 0) {
    return [];
  }
  const jobs = pairs.map(({ from, to }): [string, Job] => [
    `to-${to.name}`,
    {
      timeoutMinutes: 10,
      steps: proposeSteps({
        module,
        branch,
        stage: to,
        run: setImageCommand(build, from.overlays[0], to),
      }),
    },
  ]);
  return [
    toWorkflow({
      name: 'promote',
      comment:
        'Proposes the image of each stage for the next one, when the stage has got another one.',
      on: {
        push: {
          branches: [branch],
          paths: pairs.map(
            ({ from }) => `${from.overlays[0]}/kustomization.yaml`,
          ),
        },
      },
      concurrency: { group: 'promote', 'cancel-in-progress': false },
      jobs: Object.fromEntries(jobs),
    }),
  ];
}
