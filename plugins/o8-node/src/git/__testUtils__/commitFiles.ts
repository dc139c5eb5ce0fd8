import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { gitWith } from './git';

/** Text, null for what is removed, or what only somebody hostile would commit. */
type Content = string | null | { link: string } | { submodule: string };

/**
 * Adds a commit to a bare repository, as somebody would who has the disk, and returns it.
 * One process of git, whatever is in it.
 */
export function commitFiles(
  repository: string,
  files: Record<string, Content>,
  options: { branch?: string; merge?: string } = {},
): string {
  const { branch = 'main', merge } = options;
  const ref = `refs/heads/${branch}`;
  const lines = [
    `commit ${ref}`,
    'mark :1',
    'committer Somebody <somebody@example.com> now',
    data('Something'),
    ...(existsSync(join(repository, ref)) ? [`from ${ref}^0`] : []),
    ...(merge ? [`merge ${merge}`] : []),
    ...Object.entries(files).map(([path, content]) => change(path, content)),
    'get-mark :1',
    'done',
  ];
  return gitWith({
    directory: repository,
    args: ['fast-import', '--quiet', '--done', '--date-format=now'],
    input: `${lines.join('\n')}\n`,
  });
}

function change(path: string, content: Content): string {
  const name = JSON.stringify(path);
  if (content === null) {
    return `D ${name}`;
  }
  if (typeof content === 'string') {
    return `M 100644 inline ${name}\n${data(content)}`;
  }
  return 'link' in content
    ? `M 120000 inline ${name}\n${data(content.link)}`
    : `M 160000 ${content.submodule} ${name}`;
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}`;
}
