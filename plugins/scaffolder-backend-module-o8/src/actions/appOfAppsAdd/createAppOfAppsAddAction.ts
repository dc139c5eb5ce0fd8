import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { requireSpec } from '../../spec';
import { PLATFORM_FOLDER, replaceFolder } from '../../workspace';
import type { ActionServices } from '../ActionServices';
import { openZone, planNow } from '../openZone';
import { appOfAppsAddExamples } from './appOfAppsAddExamples';

/** `o8:app-of-apps:add`: the entry of a module in the platform repository. */
export function createAppOfAppsAddAction(services: ActionServices) {
  return createTemplateAction({
    id: 'o8:app-of-apps:add',
    description:
      'Writes the entry of a module in the App of Apps to the folder "platform" of the workspace, checked against the platform repository as it is now. The folder holds this entry and nothing else: files that modules share are edited where they are pushed',
    supportsDryRun: true,
    examples: appOfAppsAddExamples,
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
          z
            .array(z.string())
            .describe('Their paths in the platform repository, sorted'),
        changed: z =>
          z
            .boolean()
            .describe('Whether the platform repository lacks this entry'),
      },
    },
    async handler(ctx) {
      const spec = requireSpec(ctx.input.spec);
      const { zone } = await openZone(services, ctx, spec.spec.landingZone);
      const { signal, workspacePath } = ctx;
      const entry = await planNow({ services, spec, zone, signal });
      // The entry alone: whoever runs a template may not be allowed to read the others.
      await replaceFolder({
        workspacePath,
        folder: PLATFORM_FOLDER,
        files: entry.entryFiles,
      });
      ctx.logger.info(
        entry.isApproved
          ? 'The platform repository has this entry already'
          : `Wrote ${entry.entryFiles.length} files of the entry`,
      );
      entry.notes.forEach(note => ctx.logger.warn(note));
      ctx.output('directory', PLATFORM_FOLDER);
      ctx.output(
        'files',
        entry.entryFiles.map(file => file.path),
      );
      ctx.output('changed', !entry.isApproved);
    },
  });
}
