import type { GitFile } from '@orchestr8/backstage-plugin-o8-node';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { entryFolder } from '../../entry';
import { findPlanned, isListedAt } from './sharedFiles';
import type { PublishContext } from './PublishContext';

/** A branch on which an entry waits for its review. */
export interface Proposal {
  commit: string;
  /** The files of the entry. */
  files: GitFile[];
  /** What else its last commit changes, beside what modules share. */
  others: string[];
  /** Whether what modules share lists the entry as its module.yaml says. */
  isListed: boolean;
  /** Whether the entry comes with the last commit, and that is no merge. */
  isOneCommit: boolean;
}

/** Reads the newest commit of a branch, and what it changes. */
export async function readProposal(options: {
  context: PublishContext;
  branch: string;
  name: string;
  /** An empty folder. */
  directory: string;
}): Promise<Proposal> {
  const { context, branch, name, directory } = options;
  const { remote, repository } = context;
  const under = entryFolder(name);
  const commit = await remote.clone({
    url: repository.cloneUrl,
    directory,
    branch,
    depth: 2,
    checkout: false,
  });
  const files = await remote.readFilesAt({
    directory,
    revision: commit,
    under,
  });
  const at = { context, directory };
  const isListed = await isListedAt({ ...at, files, revision: commit });
  const parents = await readParents({ ...at, commit });
  if (parents.length !== 1) {
    return { commit, files, others: [], isListed, isOneCommit: false };
  }
  const [from] = parents;
  const before = await remote.readFilesAt({ directory, revision: from, under });
  const changed = await remote.diffNames({ directory, from, to: commit });
  const others = changed.filter(file => !file.startsWith(`${under}/`));
  const planned = await findPlanned({ ...at, files, from, to: commit });
  return {
    commit,
    files,
    others: others.filter(file => !planned.includes(file)),
    isListed,
    isOneCommit: before.length === 0,
  };
}

/**
 * The parents of the newest commit in a clone with two levels: where its history was cut
 * off, which git keeps in `.git/shallow`, or its first commit if nothing was.
 */
async function readParents(options: {
  context: PublishContext;
  directory: string;
  commit: string;
}): Promise<string[]> {
  const { context, directory, commit } = options;
  const shallow = path.join(directory, '.git', 'shallow');
  const text = await readFile(shallow, 'utf8').catch(error => {
    if (error.code === 'ENOENT') {
      return undefined;
    }
    throw error;
  });
  const commits =
    text?.split('\n').filter(Boolean) ??
    (await context.remote.rootCommits({ directory, revision: commit }));
  return commits.filter(parent => parent !== commit);
}
