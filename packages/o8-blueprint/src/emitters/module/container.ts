import type { ModuleSpec } from '@orchestr8/backstage-plugin-o8-common';
import type { ModuleContext } from '../types';
import { toEnv, toSystemEnv } from './env';
import { moduleImage } from './image';
import { metricsEndpoint } from './metricsEndpoint';
import { toProbes } from './probes';
import { toVolumeMounts } from './volumes';

/** The one container of a module's pods. */
export function toContainer(context: ModuleContext, image?: string): object {
  const { spec, zone } = context;
  const { name } = spec.metadata;
  const { workload } = spec.spec;
  const { command, args } = workload;
  return {
    name,
    // Without a tag: every overlay says which one.
    image: image ?? moduleImage(zone, name),
    ...(command && { command }),
    ...(args && args.length > 0 && { args }),
    ...toPorts(context),
    env: [...toSystemEnv(context), ...toEnv(workload)],
    ...toProbes(workload),
    ...(workload.kind === 'service' && {
      // Until all nodes have heard that it goes, requests still arrive.
      lifecycle: { preStop: { sleep: { seconds: 5 } } },
    }),
    resources: toResources(workload.resources),
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    volumeMounts: toVolumeMounts(context),
  };
}

/** What a service answers on, and what Prometheus asks. Others listen on nothing. */
function toPorts(context: ModuleContext): { ports?: object[] } {
  const { kind, port } = context.spec.spec.workload;
  const metrics = metricsEndpoint(context)?.own.port;
  const isService = kind === 'service';
  const ports = [
    ...(isService ? [toPort('http', port)] : []),
    ...(metrics !== undefined && !(isService && metrics === port)
      ? [toPort('metrics', metrics)]
      : []),
  ];
  return ports.length > 0 ? { ports } : {};
}

function toPort(name: string, containerPort: number): object {
  return { name, containerPort, protocol: 'TCP' };
}

/** No CPU limit: it would slow a process down while the node idles. */
function toResources({
  cpu,
  memory,
  memoryLimit,
}: ModuleSpec['spec']['workload']['resources']): object {
  return { requests: { cpu, memory }, limits: { memory: memoryLimit } };
}
