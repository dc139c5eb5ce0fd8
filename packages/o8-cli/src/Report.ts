import type { FileProblem } from './FileProblem';
import type { Table } from './Table';

/**
 * How a command ended. They are promised: scripts read them.
 */
export const EXIT = {
  ok: 0,
  problem: 1,
  usage: 2,
  /** `status`: nobody answered, or with a refusal. */
  noAnswer: 2,
  refused: 3,
  /** `diff`: what is there is not what would be written. */
  different: 4,
} as const;

/** One of the promised exit codes. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What a command has to say, before it is text or JSON. */
export interface Report {
  exitCode: ExitCode;
  problems: FileProblem[];
  /** For people, after the problems. */
  table?: Table;
  /** For people and for git, after the table: a unified diff. */
  patch?: string;
  /** For people, at the end. */
  lines: string[];
  /** For people, on stderr: what the result does not show by itself. */
  notes: string[];
  /** For scripts, beside `ok` and `problems`. */
  data: Record<string, unknown>;
}

/**
 * A report of problems: 3 when the landing zone refuses what is otherwise right, so
 * that scripts can ask somebody instead of the author.
 */
export function reportProblems(
  problems: FileProblem[],
  more: Partial<Report> = {},
): Report {
  const isRefused = problems.every(({ kind }) => kind === 'refused');
  return {
    exitCode: isRefused ? EXIT.refused : EXIT.problem,
    problems,
    lines: [],
    notes: [],
    data: {},
    ...more,
  };
}
