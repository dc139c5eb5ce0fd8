import { InputError } from '@backstage/errors';
import {
  formatProblem,
  type ModuleSpec,
  type Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import { toModuleSpec, type Result } from '@orchestr8/o8-blueprint';

/** The value, or an InputError with one line for each problem. */
export function requireResult<T>(result: Result<T>, what: string): T {
  if (result.ok) {
    return result.value;
  }
  throw new InputError(describeProblems(result.problems, what));
}

/** All problems at once, one line each. */
export function describeProblems(problems: Problem[], what: string): string {
  return [`${what}:`, ...problems.map(formatProblem)].join('\n');
}

/** The spec that an earlier step has made, checked again: templates can change it. */
export function requireSpec(input: unknown): ModuleSpec {
  return requireResult(toModuleSpec(input), 'This is not a module');
}
