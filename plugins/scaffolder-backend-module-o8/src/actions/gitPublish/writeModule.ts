import {
  resolveSafeChildPath,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { writeFiles, type GitFile } from '@orchestr8/backstage-plugin-o8-node';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { copyFolder, isFolder, MODULE_FOLDER } from '../../workspace';

/** What says whose a repository is: published as the blueprint has written it. */
const IDENTITY = ['o8.yaml', '.o8/lock.json'];

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
  for (const file of moduleFiles.filter(({ path: name }) =>
    IDENTITY.includes(name),
  )) {
    if ((await readText(path.join(directory, file.path))) !== file.content) {
      throw new InputError(
        `"${MODULE_FOLDER}/${file.path}" of the workspace is not of this module: run "o8:module:generate" with the same spec, and do not change this file after it`,
      );
    }
  }
}

/** Undefined where there is no such file. */
async function readText(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(error => {
    if (error.code === 'ENOENT') {
      return undefined;
    }
    throw error;
  });
}
