import { parseLandingZone } from '@orchestr8/o8-blueprint';
import type {
  LandingZone,
  ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';
import { ofFile, type FileProblem } from '../FileProblem';
import { readInput, type Input } from './readInput';

/** Reads landing zones, whose names tell which module lands where. */
export async function readZones(
  cwd: string,
  files: string[],
): Promise<Input<LandingZone[]>> {
  const inputs = await Promise.all(
    files.map(file => readInput({ cwd, file, parse: parseLandingZone })),
  );
  const problems = inputs.flatMap(input => (input.ok ? [] : input.problems));
  const zones = inputs.flatMap(input => (input.ok ? [input.value] : []));
  const names = inputs.map(input => input.ok && input.value.metadata.name);
  names.forEach((name, index) => {
    const first = names.indexOf(name);
    if (name && first < index) {
      problems.push(
        ofFile(
          files[index],
          'invalid',
          `is the landing zone "${name}", as ${files[first]} is`,
        ),
      );
    }
  });
  return problems.length ? { ok: false, problems } : { ok: true, value: zones };
}

/** The landing zone of a module. Of a single one the plan says whether it is. */
export function zoneOf(
  { spec }: ModuleSpec,
  zones: LandingZone[],
): LandingZone | undefined {
  return zones.length === 1
    ? zones[0]
    : zones.find(({ metadata }) => metadata.name === spec.landingZone);
}

/** A module whose landing zone was not given. */
export function withoutZone(
  file: string,
  { spec }: ModuleSpec,
  zones: LandingZone[],
): FileProblem {
  const names = zones.map(({ metadata }) => `"${metadata.name}"`).join(', ');
  return {
    file,
    path: 'spec.landingZone',
    message: `is "${spec.landingZone}", and the landing zones are ${names}`,
    kind: 'refused',
  };
}
