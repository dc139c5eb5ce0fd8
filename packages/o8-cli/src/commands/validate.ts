import { parseLandingZone } from '@orchestr8/o8-blueprint';
import path from 'node:path';
import { checkTarget } from '../targets/checkTarget';
import { findTargets } from '../targets/findTargets';
import type { Checked } from '../targets/Target';
import { ofFile, type FileProblem } from '../FileProblem';
import { EXIT, reportProblems, type Report } from '../Report';
import { readInput } from './readInput';

/** What `o8 validate` is asked for. */
export interface ValidateOptions {
  target: string;
  /** Files of the landing zones of a platform repository. */
  zones: string[];
  cwd: string;
}

/** Checks a file, a repository, or all of them below a folder. */
export async function validate(options: ValidateOptions): Promise<Report> {
  const { target, cwd } = options;
  const inputs = await Promise.all(
    options.zones.map(file =>
      readInput({ cwd, file, parse: parseLandingZone }),
    ),
  );
  // Without one of them, what it reserves would pass.
  const wrong = inputs.flatMap(input => (input.ok ? [] : input.problems));
  if (wrong.length) {
    return reportProblems(wrong, { exitCode: EXIT.problem });
  }
  const zones = inputs.flatMap(input => (input.ok ? [input.value] : []));
  const found = await findTargets({
    at: path.resolve(cwd, target),
    label: target,
  });
  const checked: Checked[] = [];
  for (const each of found.targets) {
    // One after the other: a platform repository alone may be large.
    checked.push(await checkTarget(each, zones));
  }
  const problems = [
    ...found.problems,
    ...checked.flatMap(each => each.problems),
  ];
  if (!checked.length && !found.problems.length) {
    problems.push(nothingIn(target));
  }
  return {
    exitCode: problems.length ? EXIT.problem : EXIT.ok,
    problems,
    lines: summarize(checked),
    notes: found.links.length ? [describeLinks(found.links)] : [],
    data: {
      checked: checked.map(({ label, what, problems: { length } }) => ({
        file: label,
        what,
        ok: length === 0,
      })),
    },
  };
}

/** Green needs proof: a check of nothing has not passed. */
function nothingIn(target: string): FileProblem {
  const message =
    'holds no module spec, landing zone, module repository or platform repository';
  return ofFile(target, 'unreadable', message);
}

function summarize(checked: Checked[]): string[] {
  const fine = checked.filter(({ problems }) => problems.length === 0);
  return [
    ...fine.map(({ label, what }) => `${label}: fine (${what})`),
    ...(checked.length
      ? [
          `Checked ${checked.length}: ${fine.length} fine, ${
            checked.length - fine.length
          } with problems.`,
        ]
      : []),
  ];
}

function describeLinks(links: string[]): string {
  const few = links.slice(0, 5).join(', ');
  const more = links.length > 5 ? ' …' : '';
  return `${links.length} symbolic links were not followed: ${few}${more}`;
}
