import { podParts } from '../../systems/podParts';
import type { ModuleContext } from '../types';

/** What the claim of a module's volume is called. */
export function claimName(module: string, volume: string): string {
  return `${module}-${volume}`;
}

/** What the ConfigMap of a module is called. */
export function configName(module: string): string {
  return `${module}-config`;
}

/** The volumes of a pod: its own to write to, those that outlive it, and its files. */
export function toVolumes(context: ModuleContext): object[] {
  const { metadata, spec } = context.spec;
  const { volumes = [], config } = spec.workload;
  return [
    { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
    ...(config
      ? [{ name: 'config', configMap: { name: configName(metadata.name) } }]
      : []),
    ...volumes.map(({ name }) => ({
      name,
      persistentVolumeClaim: { claimName: claimName(metadata.name, name) },
    })),
    ...listSystemVolumes(context).map(({ volume }) => volume),
  ];
}

/** Where the container finds the volumes of its pod. */
export function toVolumeMounts(context: ModuleContext): object[] {
  const { volumes = [], config } = context.spec.spec.workload;
  return [
    { name: 'tmp', mountPath: '/tmp' },
    ...(config
      ? [{ name: 'config', mountPath: config.mountPath, readOnly: true }]
      : []),
    ...volumes.map(({ name, mountPath }) => ({
      name,
      mountPath,
    })),
    ...listSystemVolumes(context).map(({ mount }) => mount),
  ];
}

/** Those that systems give to a pod, such as certificates of an event bus. */
function listSystemVolumes(context: ModuleContext) {
  return podParts.flatMap(({ volumes }) => volumes?.(context) ?? []);
}
