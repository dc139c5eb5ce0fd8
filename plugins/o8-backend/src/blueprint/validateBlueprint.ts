import {
  type BlueprintValidation,
  type LandingZone,
  type ModuleSpec,
  type Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import {
  parseModuleSpec,
  planModule,
  toModuleSpec,
  type Result,
} from '@orchestr8/o8-blueprint';

/**
 * Twenty times as much as anybody writes by hand. The time that YAML takes grows with the
 * square of it: of this, a quarter of a second at worst.
 */
export const MAX_SPEC_LENGTH = 16 * 1024;

/** More than these nobody mends at once. */
export const MAX_PROBLEMS = 100;

/** Everything that is wrong with a module spec in a landing zone, by them alone. */
export function validateBlueprint(options: {
  module: string | Record<string, unknown>;
  zone: LandingZone;
  zones: readonly LandingZone[];
}): BlueprintValidation {
  const { zone, zones } = options;
  const spec = read(options.module);
  const plan = spec.ok
    ? planModule({ spec: spec.value, zone, zones, platform: { modules: [] } })
    : spec;
  return plan.ok
    ? { problems: [], spec: plan.value.spec }
    : { problems: first(plan.problems), spec: null };
}

function read(module: string | Record<string, unknown>): Result<ModuleSpec> {
  const length = lengthOf(module);
  if (length > MAX_SPEC_LENGTH) {
    return fail(`is longer than ${MAX_SPEC_LENGTH / 1024} KiB`);
  }
  return typeof module === 'string'
    ? parseModuleSpec(module)
    : toModuleSpec(module);
}

function lengthOf(module: string | Record<string, unknown>): number {
  if (typeof module === 'string') {
    return module.length;
  }
  try {
    return JSON.stringify(module).length;
  } catch {
    // It is nested so deeply that the stack ends.
    return Infinity;
  }
}

function first(problems: Problem[]): Problem[] {
  const more = problems.length - MAX_PROBLEMS;
  return more > 0
    ? [
        ...problems.slice(0, MAX_PROBLEMS),
        problem(`has ${more} more problems, which are not listed`),
      ]
    : problems;
}

function fail(message: string): { ok: false; problems: Problem[] } {
  return { ok: false, problems: [problem(message)] };
}

function problem(message: string): Problem {
  return { path: '', message, kind: 'invalid' };
}
