import type { Git } from '../program';

const COMMITTER = 'Orchestr8 <o8@localhost>';

/** The first commit of a repository. */
export interface FirstCommit {
  branch: string;
  files: readonly { path: string; content: string; mode?: string }[];
  message: string;
  date: Date;
}

/** Writes a commit without parents; a branch that is there already is refused by git. */
export async function commitFiles(
  git: Git,
  folder: string,
  commit: FirstCommit,
): Promise<void> {
  await git.run([`--git-dir=${folder}`, 'fast-import', '--quiet', '--done'], {
    input: toFastImport(commit),
  });
}

/** The commit in the language of `git fast-import`. */
export function toFastImport(commit: FirstCommit): string {
  const { branch, files, message, date } = commit;
  const seconds = Math.floor(date.getTime() / 1_000);
  return [
    `commit refs/heads/${branch}`,
    `committer ${COMMITTER} ${seconds} +0000`,
    toData(`${message}\n`),
    ...files.map(
      ({ path, content, mode = '100644' }) =>
        `M ${mode} inline ${quote(path)}\n${toData(content)}`,
    ),
    'done\n',
  ].join('\n');
}

function toData(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}`;
}

function quote(path: string): string {
  const escaped = path.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n');
  return `"${escaped}"`;
}
