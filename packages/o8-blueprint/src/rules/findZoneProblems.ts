import {
  toDurationMs,
  zoneNamespaces,
  type LandingZone,
  type ModuleSpec,
  type Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import { findSealedProblems } from './findSecretProblems';

/** Sidecars listen here, before the module does. */
const SIDECAR_PORTS = { least: 15_000, most: 15_090 };

/** What a spec says that its landing zone does not have, or does otherwise. */
export function findZoneProblems(
  spec: ModuleSpec,
  zone: LandingZone,
): Problem[] {
  return [
    ...findHostProblems(spec, zone),
    ...findInsideProblems(spec, zone),
    ...findPortProblems(spec, zone),
    ...findWindowProblems(spec, zone),
    ...findSealingProblems(spec, zone),
  ];
}

function refused(path: string, message: string): Problem {
  return { path, message, kind: 'refused' };
}

function findHostProblems({ spec }: ModuleSpec, zone: LandingZone): Problem[] {
  const { domain } = zone.spec;
  const hosts = [
    { path: 'spec.exposure.host', host: spec.exposure?.host },
    ...spec.placements.map(({ host }, index) => ({
      path: `spec.placements[${index}].host`,
      host,
    })),
  ];
  return hosts.flatMap(({ path, host }) => {
    if (host === undefined || (domain && host.endsWith(`.${domain}`))) {
      return [];
    }
    const message = domain
      ? `"${host}" is not below ${domain}, the domain of the landing zone "${zone.metadata.name}"`
      : `the landing zone "${zone.metadata.name}" has no domain for public hosts`;
    return [refused(path, message)];
  });
}

/** `<service>.<namespace>` is found by search domains: a way into the platform, past its policies. */
function findInsideProblems(
  { spec }: ModuleSpec,
  zone: LandingZone,
): Problem[] {
  const namespaces = [...zoneNamespaces(zone), 'default'];
  return (spec.dependsOn ?? []).flatMap(({ host }, index) => {
    const [, namespace, ...rest] = host?.split('.') ?? [];
    return namespace !== undefined &&
      rest.length === 0 &&
      (namespaces.includes(namespace) || namespace.startsWith('kube-'))
      ? [
          refused(
            `spec.dependsOn[${index}].host`,
            `"${host}" would be found in the namespace "${namespace}" of the cluster: name a host outside of it`,
          ),
        ]
      : [];
  });
}

function findPortProblems({ spec }: ModuleSpec, zone: LandingZone): Problem[] {
  if (zone.spec.mesh.mode !== 'sidecar') {
    return [];
  }
  const { port, chart, probes } = spec.workload;
  const ports: [string, number | undefined][] = [
    ['workload.port', port],
    ['workload.chart.port', chart?.port],
    ...Object.entries(probes ?? {}).map(
      ([name, probe]): [string, number | undefined] => [
        `workload.probes.${name}.port`,
        probe?.port,
      ],
    ),
    ['observability.metrics.port', spec.observability?.metrics?.port],
  ];
  return ports.flatMap(([path, used]) =>
    used !== undefined &&
    used >= SIDECAR_PORTS.least &&
    used <= SIDECAR_PORTS.most
      ? [
          refused(
            `spec.${path}`,
            `${used} belongs to the sidecars of the mesh: not ${SIDECAR_PORTS.least} to ${SIDECAR_PORTS.most}`,
          ),
        ]
      : [],
  );
}

function findWindowProblems(
  { spec }: ModuleSpec,
  { spec: { database } }: LandingZone,
): Problem[] {
  const { mode, pitrWindow } = spec.data?.postgresql ?? {};
  return mode === 'shared' &&
    pitrWindow !== undefined &&
    database &&
    toDurationMs(pitrWindow) > toDurationMs(database.retention)
    ? [
        refused(
          'spec.data.postgresql.pitrWindow',
          `is more than the shared database keeps: at most ${database.retention}, or "mode: dedicated"`,
        ),
      ]
    : [];
}

/** Placements that are named are judged with the spec; these are those of the zone. */
function findSealingProblems(
  { spec }: ModuleSpec,
  zone: LandingZone,
): Problem[] {
  if (spec.placements.length > 0) {
    return [];
  }
  const clusters = zone.spec.clusters
    .filter(cluster => cluster.default)
    .map(({ name }) => name);
  return (spec.secrets ?? [])
    .flatMap((secret, index) => findSealedProblems(secret, index, clusters))
    .map(problem => ({ ...problem, kind: 'refused' }));
}
