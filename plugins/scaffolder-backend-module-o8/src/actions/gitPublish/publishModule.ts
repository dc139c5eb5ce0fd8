import { ConflictError } from '@backstage/errors';
import type {
  GitFile,
  ModuleInspection,
} from '@orchestr8/backstage-plugin-o8-node';
import { parseModuleSpec } from '@orchestr8/o8-blueprint';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { findDifferences } from '../../spec';
import { withFolder } from '../../workspace';
import { planNow } from '../openZone';
import { isUntouched } from './isUntouched';
import type { PublishContext, Published } from './PublishContext';
import { pushAudited } from './pushAudited';
import { repeatOnRace, tryPush, type Attempt } from './repeatOnRace';
import { writeModule } from './writeModule';

/**
 * Publishes the repository of a module: a new one, or what an earlier attempt of the same
 * owner has begun. What people have done there since is never overwritten.
 */
export async function publishModule(
  context: PublishContext,
): Promise<Published> {
  const { spec, zone, signal, logger } = context;
  const { name } = spec.metadata;
  const { moduleFiles } = await planNow({
    services: context,
    spec,
    zone,
    signal,
  });
  return repeatOnRace({
    what: `The repository of "${name}"`,
    signal,
    onRace: () => logger.info('The repository was changed meanwhile'),
    attempt: async () => {
      const { found } = await context.requireCreatable();
      return withFolder(directory => {
        const options = { context, moduleFiles, directory };
        return found.repository === 'ours'
          ? continueRepository({ ...options, found })
          : createRepository(options);
      });
    },
  });
}

interface AttemptOptions {
  context: PublishContext;
  moduleFiles: GitFile[];
  /** An empty folder. */
  directory: string;
}

async function createRepository(
  options: AttemptOptions,
): Promise<Attempt<Published>> {
  const { context, directory } = options;
  const { author, isDryRun, remote, spec, zone } = context;
  const { branch } = zone.spec.git;
  await writeModule(options);
  if (isDryRun) {
    return done({ commit: null, branch, state: 'created' });
  }
  await remote.initRepository({ directory, branch });
  const { commit } = await remote.commitAll({
    directory,
    message: `Add the module ${spec.metadata.name}`,
    author,
  });
  return tryPush(
    () =>
      pushAudited({ context, directory, commit, branch, expectedRemote: null }),
    { commit, branch, state: 'created' },
  );
}

async function continueRepository(
  options: AttemptOptions & { found: ModuleInspection },
): Promise<Attempt<Published>> {
  const { context, directory, found } = options;
  const { author, isDryRun, remote, repository, spec, zone } = context;
  const { branch } = zone.spec.git;
  const url = repository.cloneUrl;
  const head = await remote.clone({ url, directory, branch });
  const mayReplace =
    found.entry === 'absent' &&
    (await isUntouched({ context, directory, head, found }));
  await emptyClone(directory);
  await writeModule(options);
  const { commit, changed } = await remote.commitAll({
    directory,
    message: `Update the module ${spec.metadata.name}`,
    author,
  });
  const unchanged: Published = { commit: head, branch, state: 'unchanged' };
  if (!changed) {
    return done(unchanged);
  }
  if (!mayReplace) {
    const text = await remote.readFileAt({
      directory,
      revision: head,
      path: 'o8.yaml',
    });
    requireSameRequest(context, text);
    return done(unchanged);
  }
  if (isDryRun) {
    return done({ commit: null, branch, state: 'updated' });
  }
  return tryPush(
    () =>
      pushAudited({ context, directory, commit, branch, expectedRemote: head }),
    { commit, branch, state: 'updated' },
  );
}

/** Work has begun in the repository: it is continued if it still asks for the same. */
function requireSameRequest(
  { repository, spec }: PublishContext,
  text: string | undefined,
): void {
  const { name } = spec.metadata;
  const parsed = parseModuleSpec(text ?? '');
  if (!parsed.ok) {
    throw new ConflictError(
      `The repository ${repository.path} has an o8.yaml that cannot be read: mend it there, then run this again`,
    );
  }
  const paths = findDifferences(spec, parsed.value);
  if (paths.length > 0) {
    throw new ConflictError(
      `The repository of "${name}" asks for other values (${paths.join(
        ', ',
      )}): run this with those, or change o8.yaml there`,
    );
  }
}

async function emptyClone(directory: string): Promise<void> {
  const names = await readdir(directory);
  for (const name of names.filter(entry => entry !== '.git')) {
    await rm(path.join(directory, name), { recursive: true, force: true });
  }
}

function done(value: Published): Attempt<Published> {
  return { done: true, value };
}
