import {
  readPlatform,
  type GitFile,
  type ModuleInspection,
} from '@orchestr8/backstage-plugin-o8-node';
import {
  parseModuleSpec,
  parsePlatform,
  planModule,
  renderPlan,
} from '@orchestr8/o8-blueprint';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { PublishContext } from './PublishContext';

/**
 * Whether nobody has worked in the repository of a module: its newest commit is its first
 * one, or holds what the blueprint writes for the `o8.yaml` in it, and of all else what the
 * first one had. Then it is what attempts have left that went no further.
 */
export async function isUntouched(options: {
  context: PublishContext;
  /** A clone, with the files of its newest commit. */
  directory: string;
  head: string;
  found: ModuleInspection;
}): Promise<boolean> {
  const { context, directory, head, found } = options;
  const roots = await context.remote.rootCommits({ directory, revision: head });
  if (roots.includes(head)) {
    return true;
  }
  const rendered = await renderAgain(context, directory);
  if (!rendered) {
    return false;
  }
  const readText = (file: string) => readTextIn(directory, file);
  for (const file of rendered) {
    if ((await readText(file.path)) !== file.content) {
      return false;
    }
  }
  const ours = new Set(rendered.map(file => file.path));
  const locked = new Set(Object.keys(found.repositoryLock?.files ?? {}));
  const [from] = roots;
  const changed = await context.remote.diffNames({ directory, from, to: head });
  for (const name of changed.filter(file => !ours.has(file))) {
    // What only the first attempt has written, such as for a cluster that was left out.
    const isRemoved = (await readText(name)) === undefined;
    if (!isRemoved || !locked.has(name)) {
      return false;
    }
  }
  return true;
}

/** Undefined where its `o8.yaml` is not one that an attempt can have written. */
async function renderAgain(
  { git, signal, zone }: PublishContext,
  directory: string,
): Promise<GitFile[] | undefined> {
  const spec = parseModuleSpec((await readTextIn(directory, 'o8.yaml')) ?? '');
  const { files } = await readPlatform({ git, zone, signal });
  const platform = parsePlatform(files);
  if (!spec.ok || !platform.ok) {
    return undefined;
  }
  const options = { spec: spec.value, zone, platform: platform.value };
  const plan = planModule(options);
  return plan.ok ? renderPlan(plan.value).module : undefined;
}

/** Undefined where there is no such file. A clone has no symlinks: it is refused then. */
async function readTextIn(
  directory: string,
  name: string,
): Promise<string | undefined> {
  return readFile(path.join(directory, name), 'utf8').catch(error => {
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(error.code)) {
      return undefined;
    }
    throw error;
  });
}
