import { NotFoundError } from '@backstage/errors';
import { html } from './html';
import { toPage } from './layout';
import { toLink } from './links';
import { fileTable } from './parts';
import { redirectTo, type WebAnswer } from './WebAnswer';
import type { WebRequest } from './WebRequest';

/** A folder of a branch or commit. */
export async function treePage(request: WebRequest): Promise<WebAnswer> {
  const { repository, rest } = request;
  const { ref, commit, path } = await repository.resolve(rest);
  const entry = path ? await repository.entry(commit, path) : undefined;
  if (entry?.type === 'blob') {
    return redirectTo(toLink(repository.path, 'raw', ref, path));
  }
  if (path && entry?.type !== 'tree') {
    throw new NotFoundError(
      `${repository.path} has no folder "${path}" in "${ref}".`,
    );
  }
  const parent = path.split('/').slice(0, -1).join('/');
  const body = html`<p>
      <a href="${toLink(repository.path)}">${repository.path}</a>, ${ref}
      ${path
        ? html`,
            <a href="${toLink(repository.path, 'tree', ref, parent)}">up</a>`
        : ''}
    </p>
    ${fileTable({
      repositoryPath: repository.path,
      ref,
      folder: path,
      entries: await repository.entries(entry?.id ?? commit),
    })}`;
  return toPage({ title: `${repository.path}/${path}`, body });
}
