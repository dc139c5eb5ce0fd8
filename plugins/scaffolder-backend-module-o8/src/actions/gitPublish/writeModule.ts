import {
  resolveSafeChildPath,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  LOCKED_FOLDERS,
  writeFiles,
  type GitFile,
} from '@orchestr8/backstage-plugin-o8-node';
import { copyFolder, isFolder, MODULE_FOLDER } from '../../workspace';
import { findOtherFiles } from './findOtherFiles';

/** What of a step is needed to write the files of a module. */
export interface WriteModuleOptions {
  context: { logger: LoggerService; workspacePath: string };
  /** As the blueprint writes them now. */
  moduleFiles: GitFile[];
  /** Where to. */
  directory: string;
}

/** Writes the files of the workspace, with what the template has added to them. */
export async function writeModule(options: WriteModuleOptions): Promise<void> {
  const { context, moduleFiles, directory } = options;
  const folder = resolveSafeChildPath(context.workspacePath, MODULE_FOLDER);
  if (!(await isFolder(folder))) {
    // A retry skips the steps that were done, but its workspace is a new one.
    context.logger.info(
      'The workspace has no module: it is written from its spec',
    );
    await writeFiles(directory, moduleFiles);
    return;
  }
  await copyFolder(folder, directory);
  // In the copy, where no step can put a symlink in their place any more.
  const [other] = await findChanged(directory, moduleFiles);
  if (other !== undefined) {
    throw new InputError(
      `"${MODULE_FOLDER}/${other}" of the workspace is not of this module: run "o8:module:generate" with the same spec, and do not change this file after it`,
    );
  }
}

/**
 * Which generated files a template has changed, or added to. A first commit that is not
 * what its lock file says is one that no later attempt takes for its own.
 */
async function findChanged(
  directory: string,
  moduleFiles: GitFile[],
): Promise<string[]> {
  const isLocked = (file: string) =>
    LOCKED_FOLDERS.some(folder => file.startsWith(`${folder}/`));
  const generated = new Set(moduleFiles.map(file => file.path));
  const others = await findOtherFiles({ directory, files: moduleFiles });
  return others.filter(file => generated.has(file) || isLocked(file));
}
