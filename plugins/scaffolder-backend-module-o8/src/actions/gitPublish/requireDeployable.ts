import { ConflictError } from '@backstage/errors';
import { moduleRepository } from '@orchestr8/backstage-plugin-o8-common';
import type { GitFile } from '@orchestr8/backstage-plugin-o8-node';
import { withFolder } from '../../workspace';
import { findUnequal } from './findUnequal';
import { isUntouched } from './isUntouched';
import type { PublishContext } from './PublishContext';

/** What Argo CD deploys of the repository of a module. */
const DEPLOYED = 'deploy';
const MAX_SHOWN = 5;

/**
 * Throws unless the repository of the module is there and would deploy what the blueprint
 * has written: an entry is what makes its content run, also content that others have
 * pushed since in the owner's name. That it is not there yet is right in a dry run.
 */
export async function requireDeployable(options: {
  context: PublishContext;
  /** The files of the module's repository, as the blueprint writes them now. */
  moduleFiles: readonly GitFile[];
}): Promise<void> {
  const { context, moduleFiles } = options;
  const { isDryRun, remote, spec, zone } = context;
  const { name } = spec.metadata;
  const { cloneUrl, path } = moduleRepository(zone, name);
  const { found } = await context.requireCreatable();
  if (found.repository !== 'ours') {
    if (isDryRun) {
      return;
    }
    throw new ConflictError(
      `The repository ${path} has no module yet: publish it first, by "o8:git:publish" with "repository: module"`,
    );
  }
  const { branch } = zone.spec.git;
  await withFolder(async directory => {
    const head = await remote.clone({ url: cloneUrl, directory, branch });
    const files = await remote.readFilesAt({
      directory,
      revision: head,
      under: DEPLOYED,
    });
    const wanted = moduleFiles.filter(file =>
      file.path.startsWith(`${DEPLOYED}/`),
    );
    const unequal = findUnequal(files, wanted);
    if (unequal.length === 0) {
      return;
    }
    // What nobody has worked on is replaced by the step before; a dry run replaces nothing.
    const isOurs = await isUntouched({ context, directory, head, found });
    if (!isOurs || !isDryRun) {
      const commits = await remote.countCommits({ directory, revision: head });
      throw new ConflictError(
        toMessage({ path, name, unequal, isOurs, commits }),
      );
    }
  });
}

function toMessage(options: {
  path: string;
  name: string;
  unequal: string[];
  isOurs: boolean;
  commits: number;
}): string {
  const { path, name, unequal, isOurs, commits } = options;
  const shown = unequal.slice(0, MAX_SHOWN).join(', ');
  const more =
    unequal.length > MAX_SHOWN ? ` and ${unequal.length - MAX_SHOWN} more` : '';
  const differs = `it would deploy other than the blueprint writes (${shown}${more})`;
  return isOurs
    ? `The repository ${path} is from another attempt, and ${differs}: publish it again, by "o8:git:publish" with "repository: module"`
    : `Somebody has worked in the repository ${path} already (${commits} commits), and ${differs}: ask the platform team to add the entry of "${name}" by a pull request, with what "o8 render" writes`;
}
