import {
  findNameProblem,
  type LandingZone,
  type ModuleSpec,
  type Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import type { Platform } from '../types';
import { derivedNames, platformNames } from './derivedNames';

/** What a module's name, zone and owner contradict: its landing zone or what is there. */
export function findConflicts(
  spec: ModuleSpec,
  zone: LandingZone,
  { modules }: Platform,
): Problem[] {
  const { name } = spec.metadata;
  const same = modules.find(other => other.spec.metadata.name === name);
  const others = modules.filter(other => other !== same);
  const mine = new Set(derivedNames(spec, zone));
  return [
    ...findZoneProblems(spec, zone),
    ...(same ? findOwnerProblems(spec, same.spec) : []),
    ...others.flatMap(other => {
      const owner = `the module "${other.spec.metadata.name}"`;
      return derivedNames(other.spec, zone)
        .filter(derived => mine.has(derived))
        .map(derived => nameTaken(name, derived, owner));
    }),
  ];
}

function findZoneProblems(spec: ModuleSpec, zone: LandingZone): Problem[] {
  const { name } = spec.metadata;
  const problems: Problem[] = [];
  if (spec.spec.landingZone !== zone.metadata.name) {
    problems.push({
      path: 'spec.landingZone',
      message: `is "${spec.spec.landingZone}", but the landing zone is "${zone.metadata.name}"`,
      kind: 'refused',
    });
  }
  const problem = findNameProblem(name, zone);
  if (problem) {
    const kind = findNameProblem(name) ? 'invalid' : 'refused';
    return [...problems, { path: 'metadata.name', message: problem, kind }];
  }
  const reserved = new Set(platformNames(zone));
  const platform = 'the landing zone itself';
  return [
    ...problems,
    ...derivedNames(spec, zone)
      .filter(derived => reserved.has(derived))
      .map(derived => nameTaken(name, derived, platform)),
  ];
}

/** An entry is continued only where it is the same team's in the same zone. */
function findOwnerProblems(spec: ModuleSpec, there: ModuleSpec): Problem[] {
  const isSame =
    there.spec.landingZone === spec.spec.landingZone &&
    there.metadata.owner === spec.metadata.owner;
  return isSame
    ? []
    : [
        {
          path: 'metadata.name',
          message: `"${spec.metadata.name}" is already a module of ${there.metadata.owner} in the landing zone "${there.spec.landingZone}"`,
          kind: 'refused',
        },
      ];
}

function nameTaken(name: string, derived: string, owner: string): Problem {
  return {
    path: 'metadata.name',
    message: `"${name}" cannot be used: its ${derived} belongs to ${owner}`,
    kind: 'refused',
  };
}
