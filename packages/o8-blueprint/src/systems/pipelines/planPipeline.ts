import type { ModuleContext } from '../../emitters/types';
import type { PlannedFile } from '../../types';
import { buildWorkflow } from './github/buildWorkflow';
import { checkWorkflow } from './github/checkWorkflow';
import { promoteWorkflow } from './github/promoteWorkflow';
import { gitlabPipeline } from './gitlab/gitlabPipeline';
import { setImage } from './setImage';
import { toPipeline } from './toPipeline';

/** The files of the pipeline of a module. */
export function planPipeline(context: ModuleContext): PlannedFile[] {
  const pipeline = toPipeline(context);
  if (!pipeline) {
    return [];
  }
  const { ci, build } = pipeline;
  const files =
    ci === 'gitlab'
      ? gitlabPipeline(pipeline)
      : [
          checkWorkflow(pipeline),
          ...(build
            ? [
                buildWorkflow(pipeline, build),
                ...promoteWorkflow(pipeline, build),
              ]
            : []),
        ];
  return [...files, ...(build ? [setImage] : [])];
}
