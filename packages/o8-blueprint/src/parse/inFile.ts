import {
  formatProblem,
  type Problem,
} from '@orchestr8/backstage-plugin-o8-common';

/** Problems of a document as problems of its file, which is their path then. */
export function inFile(path: string, problems: Problem[]): Problem[] {
  return problems.map(problem => ({
    path,
    message: formatProblem(problem),
    kind: problem.kind,
  }));
}
