import type { ModuleSpec } from '@orchestr8/backstage-plugin-o8-common';
import { RUNTIME_COMMANDS } from './commands';

type Workload = ModuleSpec['spec']['workload'];
type Probe = NonNullable<NonNullable<Workload['probes']>['startup']>;

/** What the code to begin with answers at, as Kubernetes itself calls it. */
export const PROBE_PATHS = { alive: '/livez', ready: '/readyz' };

/**
 * A spec with what is known of the code that it begins with: where its probes are asked,
 * and what changes the schema of its database. What the team says otherwise stays.
 */
export function withRuntimeDefaults(spec: ModuleSpec): ModuleSpec {
  const { workload, data } = spec.spec;
  const { runtime } = workload;
  if (!runtime) {
    return spec;
  }
  const database = data?.postgresql;
  return {
    ...spec,
    spec: {
      ...spec.spec,
      workload: withProbes(workload),
      ...(database && {
        data: {
          ...data,
          postgresql: {
            ...database,
            migrations: database.migrations ?? {
              command: RUNTIME_COMMANDS[runtime].migrate,
            },
          },
        },
      }),
    },
  };
}

function withProbes(workload: Workload): Workload {
  if (workload.kind === 'job') {
    return workload;
  }
  const { startup, liveness, readiness } = workload.probes ?? {};
  const alive = withPath(liveness, PROBE_PATHS.alive);
  return {
    ...workload,
    probes: {
      startup: withPath(startup, alive.path ?? PROBE_PATHS.alive),
      liveness: alive,
      readiness: withPath(readiness, PROBE_PATHS.ready),
    },
  };
}

/** One that asks something else, such as a program, keeps to that. */
function withPath(probe: Probe = {}, path: string): Probe {
  const { command, port } = probe;
  return command || port !== undefined || probe.path !== undefined
    ? probe
    : { ...probe, path };
}
