import { NotFoundError } from '@backstage/errors';
import { html } from './html';
import { toPage } from './layout';
import { toLink } from './links';
import { commitTable, diffBlock } from './parts';
import type { WebAnswer } from './WebAnswer';
import type { WebRequest } from './WebRequest';

const MAX_COMMITS = 100;

/** The commits of a branch. */
export async function commitsPage(request: WebRequest): Promise<WebAnswer> {
  const { repository, rest } = request;
  const { ref, commit } = await resolveWhole(request);
  const commits = await repository.commits(commit, MAX_COMMITS);
  const body = html`<p>
      <a href="${toLink(repository.path)}">${repository.path}</a>
    </p>
    ${commitTable(repository.path, commits)}
    ${commits.length < MAX_COMMITS
      ? ''
      : html`<p>These are the last ${MAX_COMMITS}: git log shows all.</p>`}`;
  return toPage({ title: `Commits of ${ref || rest.join('/')}`, body });
}

/** One commit: what it changed. */
export async function commitPage(request: WebRequest): Promise<WebAnswer> {
  const { repository } = request;
  const { commit } = await resolveWhole(request);
  const body = html`<p>
      <a href="${toLink(repository.path)}">${repository.path}</a>,
      <a href="${toLink(repository.path, 'tree', commit)}">all files</a>
    </p>
    ${commitTable(repository.path, await repository.commits(commit, 1))}
    ${diffBlock(await repository.show(commit))}`;
  return toPage({ title: `Commit ${commit}`, body });
}

/** A branch or commit with nothing after it. */
async function resolveWhole({ repository, rest }: WebRequest) {
  const resolved = await repository.resolve(rest);
  if (resolved.path) {
    throw new NotFoundError(
      `${repository.path} has no branch "${rest.join('/')}".`,
    );
  }
  return resolved;
}
