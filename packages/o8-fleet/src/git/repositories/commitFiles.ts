import type { Git } from '../program';

const COMMITTER = 'Orchestr8 <o8@localhost>';

/** What a commit writes, beside what is there already. */
export interface CommitContent {
  files: readonly { path: string; content: string; mode?: string }[];
  message: string;
}

/** The first commit of a repository. */
export interface FirstCommit extends CommitContent {
  branch: string;
  date: Date;
  /** Commits that follow it: the branch gets all of them at once, or none. */
  then?: readonly CommitContent[];
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

/** The commits in the language of `git fast-import`. */
export function toFastImport(commit: FirstCommit): string {
  const { branch, date, then = [] } = commit;
  const seconds = Math.floor(date.getTime() / 1_000);
  return [
    // Those of one stream follow each other.
    ...[commit, ...then].flatMap(({ files, message }) => [
      `commit refs/heads/${branch}`,
      `committer ${COMMITTER} ${seconds} +0000`,
      toData(`${message}\n`),
      ...files.map(
        ({ path, content, mode = '100644' }) =>
          `M ${mode} inline ${quote(path)}\n${toData(content)}`,
      ),
    ]),
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
