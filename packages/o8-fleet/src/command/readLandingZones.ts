import { InputError } from '@backstage/errors';
import {
  formatProblem,
  type LandingZone,
} from '@orchestr8/backstage-plugin-o8-common';
import { parseLandingZone } from '@orchestr8/o8-blueprint';
import { readIfPresent } from '../dataFolder';

/** Reads the files of landing zones; what is wrong with one is one sentence. */
export function readLandingZones(
  files: readonly string[],
): Promise<LandingZone[]> {
  return Promise.all(files.map(readLandingZone));
}

async function readLandingZone(file: string): Promise<LandingZone> {
  const text = await readIfPresent(file);
  if (text === undefined) {
    throw new InputError(`--landing-zone: there is no file ${file}`);
  }
  const result = parseLandingZone(text);
  if (!result.ok) {
    const problems = result.problems.map(formatProblem).join('; ');
    throw new InputError(`--landing-zone: ${file}: ${problems}`);
  }
  return result.value;
}
