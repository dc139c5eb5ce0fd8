import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { writeFiles, type GitFile } from '@orchestr8/backstage-plugin-o8-node';
import { mkdir, rm } from 'node:fs/promises';

/** Folders of the workspace. Their names are fixed, so that steps find them. */
export const MODULE_FOLDER = 'module';
export const PLATFORM_FOLDER = 'platform';

/** Writes a folder of the workspace anew; what a former attempt left there goes. */
export async function replaceFolder(options: {
  workspacePath: string;
  folder: typeof MODULE_FOLDER | typeof PLATFORM_FOLDER;
  files: GitFile[];
}): Promise<void> {
  const { workspacePath, folder, files } = options;
  const directory = resolveSafeChildPath(workspacePath, folder);
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  await writeFiles(directory, files);
}
