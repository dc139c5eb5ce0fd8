import {
  moduleSpecSchema,
  toProblems,
  type ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';
import { findSpecProblems } from '../rules/findSpecProblems';
import type { Result } from '../types';
import { readYaml } from './readYaml';

/**
 * A module spec from its YAML, or every problem in it.
 *
 * @public
 */
export function parseModuleSpec(text: string): Result<ModuleSpec> {
  const read = readYaml(text);
  return read.ok ? toModuleSpec(read.value) : read;
}

/**
 * A module spec from what somebody sent, or every problem in it. What depends on the
 * landing zone is judged by {@link planModule}.
 *
 * @public
 */
export function toModuleSpec(input: unknown): Result<ModuleSpec> {
  const parsed = moduleSpecSchema.safeParse(input);
  const problems = [
    ...(parsed.success ? [] : toProblems(parsed.error)),
    ...findSpecProblems(parsed.success ? parsed.data : input),
  ];
  return parsed.success && problems.length === 0
    ? { ok: true, value: parsed.data }
    : { ok: false, problems };
}
