import type {
  LandingZone,
  ModuleSpec,
  Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import type {
  PlannedEdge,
  PlannedHost,
  PlannedPlacement,
  Platform,
  Result,
} from '../types';
import { resolveCallee } from './resolveCallee';
import { resolveHost } from './resolveHost';

/** What a module calls. */
export interface Edges {
  edges: PlannedEdge[];
  hosts: PlannedHost[];
  /** What could not be checked, as sentences. */
  notes: string[];
}

/** What the callees of a module are measured by. */
export interface EdgeSurroundings {
  zone: LandingZone;
  /** Those in which callees may be, beside the zone of the caller. */
  zones?: readonly LandingZone[];
  /** Where the caller is; empty where that is a problem of its own. */
  placements: PlannedPlacement[];
  /** Without it callees are not checked. */
  platform?: Platform;
}

/** What a module calls, or everything that its callees and its landing zone have against it. */
export function resolveEdges(
  spec: ModuleSpec,
  surroundings: EdgeSurroundings,
): Result<Edges> {
  const value: Edges = { edges: [], hosts: [], notes: [] };
  const problems: Problem[] = [];
  const { dependsOn = [] } = spec.spec;
  dependsOn.forEach(({ module, host, ...rest }, index) => {
    // To call itself, or the same once more, is a problem of the spec alone.
    const isKnown = dependsOn
      .slice(0, index)
      .some(
        other =>
          other.module === module &&
          other.host === host &&
          other.port === rest.port,
      );
    if (isKnown || module === spec.metadata.name) {
      return;
    }
    if (module !== undefined) {
      const callee = resolveCallee(
        spec,
        { ...rest, module, index },
        surroundings,
      );
      problems.push(...(callee.ok ? [] : callee.problems));
      value.edges.push(...(callee.ok ? [callee.value] : []));
    } else if (host !== undefined) {
      const found = resolveHost(spec, { ...rest, host, index }, surroundings);
      problems.push(...(found.ok ? [] : found.problems));
      value.hosts.push(...(found.ok ? [found.value] : []));
    }
  });
  if (problems.length > 0) {
    return { ok: false, problems };
  }
  // Whose callee was read has its owner.
  const unchecked = value.edges.filter(({ owner }) => owner === undefined);
  if (unchecked.length > 0) {
    const names = unchecked.map(({ callee }) => callee).join(', ');
    value.notes.push(
      `Not checked without the platform repository: whether these modules are there and accept the caller: ${names}`,
    );
  }
  return { ok: true, value };
}
