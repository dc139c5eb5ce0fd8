import type {
  ModuleSpec,
  Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import type { PlannedHost, Platform, Result } from '../types';
import type { EdgeSurroundings } from './resolveEdges';

/** An external host that a module calls, as its spec has it. */
interface HostDependency {
  host: string;
  port?: number;
  cidrs?: string[];
  /** Its place in `spec.dependsOn`. */
  index: number;
}

const DEFAULT_PORT = 443;

/** The way to an external host, or everything that is against it. */
export function resolveHost(
  caller: ModuleSpec,
  dependency: HostDependency,
  { zone, platform }: EdgeSurroundings,
): Result<PlannedHost> {
  const { host, port = DEFAULT_PORT, cidrs = [], index } = dependency;
  const at = `spec.dependsOn[${index}]`;
  const { egress, mesh } = zone.spec;
  const problems = findRepeated(caller, dependency);
  const refuse = (field: string, message: string) =>
    problems.push({ path: `${at}.${field}`, message, kind: 'refused' });
  const name = zone.metadata.name;
  if (egress.mode === 'none') {
    refuse(
      'host',
      `cannot be called: the landing zone "${name}" has no way to external hosts`,
    );
  }
  if (egress.mode === 'cidr' && cidrs.length === 0) {
    refuse(
      'cidrs',
      `is missing: the landing zone "${name}" lets modules reach addresses only`,
    );
  }
  if (egress.mode === 'gateway' && mesh.mode === 'none') {
    refuse(
      'host',
      `cannot be called: the landing zone "${name}" has an egress gateway, but no mesh that leads there`,
    );
  }
  if (egress.mode === 'gateway' && mesh.mode === 'sidecar') {
    problems.push(...findOtherPorts(caller, dependency, platform));
  }
  return problems.length > 0
    ? { ok: false, problems }
    : {
        ok: true,
        value: {
          host,
          port,
          cidrs: egress.mode === 'cidr' ? cidrs : [],
          index,
        },
      };
}

function findRepeated(
  { spec: { dependsOn = [] } }: ModuleSpec,
  { host, port = DEFAULT_PORT, index }: HostDependency,
): Problem[] {
  const first = dependsOn.findIndex(
    other => other.host === host && (other.port ?? DEFAULT_PORT) === port,
  );
  return first < index
    ? [
        {
          path: `spec.dependsOn[${index}].host`,
          message: `"${host}" with the port ${port} is in dependsOn[${first}] too`,
          kind: 'invalid',
        },
      ]
    : [];
}

/**
 * The gateway reads the name in the first message of TLS and nothing else: of two ports
 * of one name, whichever module asks for them, it would serve one.
 */
function findOtherPorts(
  caller: ModuleSpec,
  { host, port = DEFAULT_PORT, index }: HostDependency,
  platform: Platform = { modules: [] },
): Problem[] {
  const others = platform.modules
    .map(({ spec }) => spec)
    .filter(
      ({ metadata, spec }) =>
        metadata.name !== caller.metadata.name &&
        spec.landingZone === caller.spec.landingZone,
    );
  const isOther = (each: { host?: string; port?: number }) =>
    each.host === host && (each.port ?? DEFAULT_PORT) !== port;
  const users = [
    ...(caller.spec.dependsOn ?? [])
      .slice(0, index)
      .filter(isOther)
      .map(each => ({ by: 'this module', ...each })),
    ...others.flatMap(({ metadata, spec }) =>
      (spec.dependsOn ?? [])
        .filter(isOther)
        .map(each => ({ by: `the module "${metadata.name}"`, ...each })),
    ),
  ];
  return users.slice(0, 1).map(user => ({
    path: `spec.dependsOn[${index}].port`,
    message: `is ${port}, but ${user.by} calls "${host}" on ${
      user.port ?? DEFAULT_PORT
    }: the egress gateway tells hosts apart by their names only, so that each needs a name of its own`,
    kind: 'refused',
  }));
}
