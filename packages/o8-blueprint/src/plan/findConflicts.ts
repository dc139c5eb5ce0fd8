import {
  findNameProblem,
  platformRepository,
  type LandingZone,
  type ModuleSpec,
  type Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import { findZoneProblems } from '../rules/findZoneProblems';
import type { Platform } from '../types';
import { derivedNames, platformNames } from './derivedNames';

interface Surroundings {
  zone: LandingZone;
  platform: Platform;
  /** Other landing zones; those of other platform repositories do not matter. */
  zones?: readonly LandingZone[];
}

/** What a module's name, zone and owner contradict: its landing zone or what is there. */
export function findConflicts(
  spec: ModuleSpec,
  { zone, platform: { modules }, zones = [] }: Surroundings,
): Problem[] {
  const { name } = spec.metadata;
  const same = modules.find(other => other.spec.metadata.name === name);
  const others = modules.filter(other => other !== same);
  const mine = new Set(derivedNames(spec, zone));
  const neighbours = zones.filter(other => isNeighbour(other, zone));
  return [
    ...findNameProblems(spec, zone),
    ...findZoneProblems(spec, zone),
    ...neighbours.flatMap(other => findNeighbourProblems(spec, zone, other)),
    ...(same ? findOwnerProblems(spec, same.spec) : []),
    ...others.flatMap(other => {
      const owner = `the module "${other.spec.metadata.name}"`;
      const placedBy =
        neighbours.find(
          ({ metadata }) => metadata.name === other.spec.spec.landingZone,
        ) ?? zone;
      return derivedNames(other.spec, placedBy)
        .filter(derived => mine.has(derived))
        .map(derived => nameTaken(name, derived, owner));
    }),
  ];
}

function findNameProblems(spec: ModuleSpec, zone: LandingZone): Problem[] {
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
  return [
    ...problems,
    ...findTakenNames(spec, zone, {
      by: zone,
      called: 'the landing zone itself',
    }),
  ];
}

/** What another landing zone reserves: one Argo CD applies the entries of both. */
function findNeighbourProblems(
  spec: ModuleSpec,
  zone: LandingZone,
  other: LandingZone,
): Problem[] {
  const { name } = spec.metadata;
  if (findNameProblem(name, zone)) {
    return [];
  }
  const called = `the landing zone "${other.metadata.name}"`;
  const problem = findNameProblem(name, other);
  if (problem) {
    const message = problem.replace(
      'the landing zone',
      `${called}, which shares the platform repository,`,
    );
    return [{ path: 'metadata.name', message, kind: 'refused' }];
  }
  const known = platformNames(zone);
  return findTakenNames(spec, zone, { by: other, called, except: known });
}

function findTakenNames(
  spec: ModuleSpec,
  zone: LandingZone,
  platform: { by: LandingZone; called: string; except?: string[] },
): Problem[] {
  const reserved = new Set(platformNames(platform.by));
  return derivedNames(spec, zone)
    .filter(
      derived => reserved.has(derived) && !platform.except?.includes(derived),
    )
    .map(derived => nameTaken(spec.metadata.name, derived, platform.called));
}

function isNeighbour(other: LandingZone, zone: LandingZone): boolean {
  // Git hosts do not tell upper case from lower case.
  const repositoryOf = (each: LandingZone) =>
    platformRepository(each).cloneUrl.toLowerCase();
  return (
    other.metadata.name !== zone.metadata.name &&
    repositoryOf(other) === repositoryOf(zone)
  );
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
