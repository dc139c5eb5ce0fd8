import type {
  LandingZone,
  ModuleSpec,
  Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import { toDestination } from '../emitters/argocd';
import { reachablePods } from '../emitters/boundary/networkPolicy';
import { exposureOf } from '../emitters/module/exposure';
import { selectorLabels } from '../emitters/labels';
import { callerPort, metricsPort } from '../rules/modulePorts';
import { routedServices } from '../systems/delivery/versionBackends';
import type { PlannedEdge, Result } from '../types';
import type { EdgeSurroundings } from './resolveEdges';

/** A module that another one calls, as its spec has it. */
interface ModuleDependency {
  module: string;
  port?: number;
  /** Its place in `spec.dependsOn`. */
  index: number;
}

/** The edge to a module, or everything that is against it. */
export function resolveCallee(
  caller: ModuleSpec,
  dependency: ModuleDependency,
  surroundings: EdgeSurroundings,
): Result<PlannedEdge> {
  const { module, index } = dependency;
  const { platform } = surroundings;
  const at = `spec.dependsOn[${index}]`;
  const first = (caller.spec.dependsOn ?? []).findIndex(
    other => other.module === module,
  );
  if (first < index) {
    const message = `"${module}" is in dependsOn[${first}] too: name each module once`;
    return fail(`${at}.module`, message, 'invalid');
  }
  if (!platform) {
    return resolveByConvention(dependency);
  }
  const callee = platform.modules.find(
    ({ spec }) => spec.metadata.name === module,
  )?.spec;
  if (!callee && platform.isPartial) {
    return resolveByConvention(dependency);
  }
  if (!callee) {
    const message = `"${module}" is no module of the platform repository: it has to be approved first`;
    return fail(`${at}.module`, message);
  }
  const { zone, zones = [] } = surroundings;
  const home = [zone, ...zones].find(
    ({ metadata }) => metadata.name === callee.spec.landingZone,
  );
  const problems = [
    ...[
      ...findRefusals(caller, callee),
      ...findMissingPlaces(callee, home, surroundings),
    ].map(message => refused(`${at}.module`, `"${module}" ${message}`)),
    ...findPortProblems(callee, dependency),
  ];
  const port = dependency.port ?? callerPort(callee);
  return problems.length > 0 || port === undefined
    ? { ok: false, problems }
    : {
        ok: true,
        value: {
          callee: module,
          port,
          podLabels: reachablePods(callee),
          services: listServices(callee),
          ...(home?.spec.mesh.mode === 'ambient' && { isTunnelled: true }),
          owner: callee.metadata.owner,
          index,
        },
      };
}

/** A chart has one only where its spec says so. */
function listServices(callee: ModuleSpec): string[] {
  const { chart } = callee.spec.workload;
  return chart ? [chart.service ?? []].flat() : routedServices(callee);
}

/** What every generated module is like: only its port is not the same everywhere. */
function resolveByConvention({
  module,
  port,
  index,
}: ModuleDependency): Result<PlannedEdge> {
  return port === undefined
    ? fail(
        `spec.dependsOn[${index}].port`,
        `is missing: without the platform repository nobody knows that of "${module}"`,
        'invalid',
      )
    : {
        ok: true,
        value: {
          callee: module,
          port,
          podLabels: selectorLabels(module),
          services: [module],
          index,
        },
      };
}

/** Why a module does not let another one call it. */
function findRefusals(caller: ModuleSpec, callee: ModuleSpec): string[] {
  return exposureOf(callee) === 'none'
    ? ['cannot be called: its exposure is "none"']
    : findUnaccepted(caller, callee);
}

/** Why a module is none that may call another one, or read what it publishes. */
export function findUnaccepted(
  caller: ModuleSpec,
  callee: ModuleSpec,
): string[] {
  const { callers = 'system' } = callee.spec;
  if (callers === 'any') {
    return [];
  }
  const { name, system } = caller.metadata;
  if (callers !== 'system') {
    return callers.includes(name)
      ? []
      : [`does not accept "${name}": its owner has to add it to its callers`];
  }
  const accepted = callee.metadata.system;
  if (accepted === undefined) {
    return ['accepts nobody: it is in no system and lists no callers'];
  }
  return accepted === system
    ? []
    : [
        `accepts modules of the system "${accepted}" only: its owner has to add "${name}" to its callers`,
      ];
}

/** Clusters of the caller on which a callee is not. Landing zones may call one cluster differently. */
export function findMissingPlaces(
  callee: ModuleSpec,
  home: LandingZone | undefined,
  { placements }: Pick<EdgeSurroundings, 'placements'>,
): string[] {
  if (!home) {
    return [
      `is in the landing zone "${callee.spec.landingZone}", whose clusters are not known here`,
    ];
  }
  const places = listDestinations(callee, home);
  return placements
    .filter(({ cluster }) => !places.has(keyOf(cluster)))
    .map(
      ({ cluster }) =>
        `is not on the cluster "${cluster.name}": it has to be on each one of its caller`,
    );
}

function listDestinations(
  { spec: { placements } }: ModuleSpec,
  { spec: { clusters } }: LandingZone,
): Set<string> {
  const names = placements.map(({ cluster }) => cluster);
  return new Set(
    clusters
      .filter(cluster =>
        names.length > 0 ? names.includes(cluster.name) : cluster.default,
      )
      .map(keyOf),
  );
}

function keyOf(cluster: LandingZone['spec']['clusters'][number]): string {
  return JSON.stringify(toDestination(cluster));
}

function findPortProblems(
  callee: ModuleSpec,
  { module, port, index }: ModuleDependency,
): Problem[] {
  const path = `spec.dependsOn[${index}].port`;
  const own = callerPort(callee);
  const ports = [own, metricsPort(callee)].filter(each => each !== undefined);
  if (port === undefined && own === undefined) {
    const message = `is missing: "${module}" does not say on which port its chart listens (workload.chart.port)`;
    return [refused(path, message)];
  }
  return port === undefined || ports.includes(port)
    ? []
    : [
        refused(
          path,
          `is ${port}, but "${module}" has ${
            ports.length > 0
              ? [...new Set(ports)].join(' and ')
              : 'none that its spec says'
          }`,
        ),
      ];
}

function refused(path: string, message: string): Problem {
  return { path, message, kind: 'refused' };
}

function fail(
  path: string,
  message: string,
  kind: Problem['kind'] = 'refused',
): { ok: false; problems: Problem[] } {
  return { ok: false, problems: [{ path, message, kind }] };
}
