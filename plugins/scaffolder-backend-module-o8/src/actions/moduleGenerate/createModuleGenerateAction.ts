import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { requireSpec } from '../../spec';
import { MODULE_FOLDER, replaceFolder } from '../../workspace';
import type { ActionServices } from '../ActionServices';
import { openZone, planNow } from '../openZone';
import { moduleGenerateExamples } from './moduleGenerateExamples';

/** `o8:module:generate`: the files of a module's own repository. */
export function createModuleGenerateAction(services: ActionServices) {
  return createTemplateAction({
    id: 'o8:module:generate',
    description:
      'Writes the files of the repository of a module to the folder "module" of the workspace, which is emptied first',
    supportsDryRun: true,
    examples: moduleGenerateExamples,
    schema: {
      input: {
        spec: z =>
          z
            .record(z.unknown())
            .describe('The spec that "o8:module:validate" has made'),
      },
      output: {
        directory: z =>
          z.string().describe('Where the files are, below the workspace'),
        files: z =>
          z.array(z.string()).describe('Their paths in the repository, sorted'),
      },
    },
    async handler(ctx) {
      const spec = requireSpec(ctx.input.spec);
      const { zone } = await openZone(services, ctx, spec.spec.landingZone);
      const { signal, workspacePath } = ctx;
      const { moduleFiles } = await planNow({ services, spec, zone, signal });
      await replaceFolder({
        workspacePath,
        folder: MODULE_FOLDER,
        files: moduleFiles,
      });
      ctx.logger.info(`Wrote ${moduleFiles.length} files of the module`);
      ctx.output('directory', MODULE_FOLDER);
      ctx.output(
        'files',
        moduleFiles.map(file => file.path),
      );
    },
  });
}
