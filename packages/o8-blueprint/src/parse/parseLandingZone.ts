import {
  landingZoneSchema,
  toProblems,
  type LandingZone,
} from '@orchestr8/backstage-plugin-o8-common';
import type { Result } from '../types';
import { findUnreadableParts } from './findUnreadableParts';
import { readYaml } from './readYaml';

/**
 * A landing zone from its YAML, or every problem in it.
 *
 * @public
 */
export function parseLandingZone(text: string): Result<LandingZone> {
  const read = readYaml(text);
  if (!read.ok) {
    return read;
  }
  const unreadable = findUnreadableParts(read.value);
  if (unreadable.length > 0) {
    return { ok: false, problems: unreadable };
  }
  const parsed = landingZoneSchema.safeParse(read.value);
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, problems: toProblems(parsed.error) };
}
