import { ConflictError, InputError } from '@backstage/errors';
import type { GitFile } from '@orchestr8/backstage-plugin-o8-node';
import { parseModuleSpec } from '@orchestr8/o8-blueprint';
import { planEntry, type PlannedEntry } from '../../entry';
import type { PublishContext } from './PublishContext';

const MODULES_FOLDER = 'modules';

/** An entry at a commit of a clone. */
interface EntryAt {
  context: PublishContext;
  directory: string;
  /** The files of the entry. */
  files: GitFile[];
}

/**
 * Whether the files that modules share have the entry in them at a commit, as its
 * module.yaml says. Always where modules share none.
 */
export async function isListedAt(
  options: EntryAt & { revision: string },
): Promise<boolean> {
  const planned = await planAt(options);
  return planned?.isApproved ?? false;
}

/**
 * The shared files in which a commit has changed nothing but what planning its entry on
 * the commit before does.
 */
export async function findPlanned(
  options: EntryAt & { from: string; to: string },
): Promise<string[]> {
  const { context, directory, from, to } = options;
  const planned = await planAt({ ...options, revision: from });
  const paths: string[] = [];
  for (const { path, content } of planned?.sharedFiles ?? []) {
    const revision = to;
    const text = await context.remote.readFileAt({ directory, revision, path });
    if (text === content) {
      paths.push(path);
    }
  }
  return paths;
}

/** Undefined for what is no entry, or does not go with what is there. */
async function planAt({
  context,
  directory,
  files,
  revision,
}: EntryAt & { revision: string }): Promise<PlannedEntry | undefined> {
  const { remote, zone, zones } = context;
  const approval = files.find(({ path }) => path.endsWith('/module.yaml'));
  const spec = parseModuleSpec(approval?.content ?? '');
  if (!spec.ok) {
    return undefined;
  }
  const platform = await remote.readFilesAt({
    directory,
    revision,
    under: MODULES_FOLDER,
  });
  try {
    return planEntry({
      spec: spec.value,
      zone,
      files: platform,
      zones: zones.list(),
    });
  } catch (error) {
    if (error instanceof ConflictError || error instanceof InputError) {
      return undefined;
    }
    throw error;
  }
}
