/** A commit as a list shows it. */
export interface Commit {
  id: string;
  committedAt: Date;
  author: string;
  /** The first line of its message. */
  subject: string;
}

const FIELDS = ['%H', '%ct', '%an', '%s'];

// Names and subjects are one line each, so a line feed ends a field; `-z` ends a commit.
export const LOG_FORMAT = FIELDS.join('%n');

/** Reads what `git log -z --format=LOG_FORMAT` prints. */
export function parseLog(output: string): Commit[] {
  return output
    .split('\0')
    .filter(Boolean)
    .map(text => {
      const [id, seconds, author, ...subject] = text.split('\n');
      return {
        id,
        committedAt: new Date(Number(seconds) * 1_000),
        author,
        subject: subject.join(' '),
      };
    });
}
