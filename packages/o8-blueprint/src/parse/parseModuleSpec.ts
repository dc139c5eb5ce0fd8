import {
  moduleSpecSchema,
  toProblems,
  type ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';
import { findInputProblems, findSpecProblems } from '../rules/findSpecProblems';
import type { Result } from '../types';
import { findUnreadableParts } from './findUnreadableParts';
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
  const unreadable = findUnreadableParts(input);
  if (unreadable.length > 0) {
    return { ok: false, problems: unreadable };
  }
  const parsed = moduleSpecSchema.safeParse(input);
  const problems = parsed.success
    ? findSpecProblems(parsed.data)
    : [...toProblems(parsed.error), ...findInputProblems(input)];
  return parsed.success && problems.length === 0
    ? { ok: true, value: parsed.data }
    : { ok: false, problems };
}
