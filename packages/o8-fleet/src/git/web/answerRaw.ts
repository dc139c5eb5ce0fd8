import { InputError, NotFoundError } from '@backstage/errors';
import type { TreeEntry } from '../repositories';
import { toLink } from './links';
import { redirectTo, type WebAnswer } from './WebAnswer';
import type { WebRequest } from './WebRequest';

const MAX_FILE_BYTES = 10 * 1024 * 1024;

/** A file as it is, always as plain text. */
export async function answerRaw(request: WebRequest): Promise<WebAnswer> {
  const { repository, rest, ifNoneMatch } = request;
  const { ref, commit, path } = await repository.resolve(rest);
  const entry = path ? await repository.entry(commit, path) : undefined;
  if (!path || entry?.type === 'tree') {
    return redirectTo(toLink(repository.path, 'tree', ref, path));
  }
  if (entry?.type !== 'blob') {
    throw new NotFoundError(
      `${repository.path} has no file "${path}" in "${ref}".`,
    );
  }
  const headers = toHeaders(entry);
  if (isKnown(headers.etag, ifNoneMatch)) {
    return { status: 304, headers, body: '' };
  }
  if ((entry.sizeBytes ?? 0) > MAX_FILE_BYTES) {
    throw new InputError(`"${path}" is too large to be shown: clone it.`);
  }
  const { text } = await repository.blob(entry.id, MAX_FILE_BYTES);
  return { status: 200, headers, body: text };
}

function toHeaders({ id }: TreeEntry) {
  return {
    'content-type': 'text/plain; charset=utf-8',
    'content-security-policy': "default-src 'none'; sandbox",
    // Keep it, but ask each time: the id of the content says whether it changed.
    'cache-control': 'no-cache',
    etag: `"${id}"`,
  };
}

/** Whether the client has this content already; weak tags are compared as strong ones. */
function isKnown(etag: string, ifNoneMatch = ''): boolean {
  const known = ifNoneMatch.split(',').map(tag => tag.trim());
  return known.some(tag => tag === '*' || tag.replace(/^W\//, '') === etag);
}
