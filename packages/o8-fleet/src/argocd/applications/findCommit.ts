import { Seeded } from '../../content/Seeded';
import { MINUTE_MS } from '../../content/time';
import type { CommitDetails } from '../../git';
import type { KubeObject } from '../../types';
import type { ArgoCdContext } from '../ArgoCdContext';
import { partsOf } from './applicationParts';

const AUTHORS = ['Ada', 'Grace', 'Linus', 'Margaret'];
const WORK = [
  'Answer calls that were parked',
  'Bump the image',
  'Raise the memory limit',
  'Retry when the broker is away',
  'Trace what the gateway waits for',
];
// Commits of the demo world are all made of one seed: they exist nowhere else.
const COMMITS = new Seeded(1);

/**
 * A commit of an Application's repository: from the git host of the fleet, or, for the
 * Applications whose repositories do not exist, one that is always the same.
 */
export async function findCommit(
  context: Pick<ArgoCdContext, 'git'>,
  application: KubeObject,
  revision: string,
): Promise<CommitDetails | undefined> {
  const { source, sources } = partsOf(application).spec;
  const repository = (source ?? sources?.[0])?.repoURL ?? '';
  const git = context.git();
  if (git && repository.startsWith(`${git.url}/`)) {
    const path = repository.slice(git.url.length + 1).replace(/\.git$/, '');
    return git.findCommit(path, revision);
  }
  return seededCommit(application, revision);
}

function seededCommit(
  application: KubeObject,
  revision: string,
): CommitDetails | undefined {
  const { spec, status } = partsOf(application);
  const newest = status.sync?.revision;
  const isBranch = revision === (spec.source?.targetRevision || 'HEAD');
  const id = isBranch ? newest : revision;
  const deployed = status.history?.find(each => each.revision === id);
  if (id === undefined || (!deployed && id !== newest)) return undefined;
  const at = deployed?.deployedAt ?? application.metadata.creationTimestamp;
  const name = COMMITS.pick(`${id}/author`, AUTHORS);
  const leadMs = COMMITS.int(`${id}/lead`, 3, 40) * MINUTE_MS;
  return {
    id,
    author: `${name} <${name.toLocaleLowerCase('en-US')}@o8.example>`,
    committedAt: new Date(Date.parse(at) - leadMs),
    message: COMMITS.pick(`${id}/message`, WORK),
  };
}
