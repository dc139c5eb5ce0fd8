import type { ModuleSpec } from '@orchestr8/backstage-plugin-o8-common';

type Workload = ModuleSpec['spec']['workload'];
type Probes = NonNullable<Workload['probes']>;
type Probe = NonNullable<Probes['startup']>;

/** How often each is asked, and how often the first may fail, where a spec does not say. */
const TIMING = {
  startup: { periodSeconds: 2, failureThreshold: 30 },
  liveness: { periodSeconds: 10 },
  readiness: { periodSeconds: 5 },
};

/**
 * The probes of a container. Of a service each one that is not given asks whether the
 * port is open: which paths a process answers is not known. Others may have no port.
 */
export function toProbes({ kind, probes, port }: Workload): object {
  const isService = kind === 'service';
  const entries = (['startup', 'liveness', 'readiness'] as const).flatMap(
    name => {
      const probe = probes?.[name] ?? (isService ? {} : undefined);
      return probe
        ? [
            [
              `${name}Probe`,
              {
                ...toHandler(probe, isService ? 'http' : port),
                ...TIMING[name],
                ...toTiming(probe),
              },
            ],
          ]
        : [];
    },
  );
  return Object.fromEntries(entries);
}

function toHandler(probe: Probe, ownPort: number | string): object {
  const { command, path } = probe;
  if (command) {
    return { exec: { command } };
  }
  const port = probe.port ?? ownPort;
  return path === undefined
    ? { tcpSocket: { port } }
    : { httpGet: { path, port } };
}

function toTiming({
  periodSeconds,
  timeoutSeconds,
  failureThreshold,
}: Probe): object {
  return Object.fromEntries(
    Object.entries({ periodSeconds, timeoutSeconds, failureThreshold }).filter(
      ([, value]) => value !== undefined,
    ),
  );
}
