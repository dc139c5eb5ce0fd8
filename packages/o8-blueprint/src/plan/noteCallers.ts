import type {
  LandingZone,
  ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';
import type { PlannedEdge, Platform, Result } from '../types';
import { resolveCallee } from './resolveCallee';
import { resolvePlacements } from './resolvePlacements';

interface Surroundings {
  zone: LandingZone;
  zones?: readonly LandingZone[];
  platform: Platform;
}

/**
 * What a changed module means to those that call it. Their halves of the agreement are in
 * their own entries, which a change of the callee does not touch.
 */
export function noteCallers(
  next: ModuleSpec,
  { zone, zones = [], platform }: Surroundings,
): string[] {
  const { name } = next.metadata;
  const former = platform.modules.find(
    ({ spec }) => spec.metadata.name === name,
  )?.spec;
  if (!former) {
    return [];
  }
  return platform.modules.flatMap(({ spec: caller }) => {
    const index = (caller.spec.dependsOn ?? []).findIndex(
      ({ module }) => module === name,
    );
    if (index < 0 || caller.metadata.name === name) {
      return [];
    }
    const home = [zone, ...zones].find(
      ({ metadata }) => metadata.name === caller.spec.landingZone,
    );
    if (!home) {
      return [];
    }
    const placements = resolvePlacements(caller, home);
    const resolve = (callee: ModuleSpec) =>
      resolveCallee(
        caller,
        { module: name, port: caller.spec.dependsOn?.[index].port, index },
        {
          zone: home,
          zones: [zone, ...zones],
          placements: placements.ok ? placements.value : [],
          platform: { modules: [{ spec: callee }] },
        },
      );
    return describe(caller.metadata.name, resolve(former), resolve(next));
  });
}

function describe(
  caller: string,
  before: Result<PlannedEdge>,
  after: Result<PlannedEdge>,
): string[] {
  if (!before.ok) {
    return [];
  }
  if (!after.ok) {
    const because = after.problems.map(({ message }) => message).join('; ');
    return [
      `"${caller}" calls it and would be refused from now on: ${because}. What lets it in stays until its own entry changes`,
    ];
  }
  const toReach = ({ port, podLabels, isTunnelled }: PlannedEdge) =>
    JSON.stringify([port, podLabels, isTunnelled]);
  return toReach(before.value) === toReach(after.value)
    ? []
    : [
        `"${caller}" calls it and is cut off until its own entry is rendered again: its pods or their port are others than before`,
      ];
}
