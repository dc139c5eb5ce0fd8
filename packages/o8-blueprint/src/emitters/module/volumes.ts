import type { ModuleSpec } from '@orchestr8/backstage-plugin-o8-common';

/** What the claim of a module's volume is called. */
export function claimName(module: string, volume: string): string {
  return `${module}-${volume}`;
}

/** What the ConfigMap of a module is called. */
export function configName(module: string): string {
  return `${module}-config`;
}

/** The volumes of a pod: its own to write to, those that outlive it, and its files. */
export function toVolumes({ metadata, spec }: ModuleSpec): object[] {
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
  ];
}

/** Where the container finds the volumes of its pod. */
export function toVolumeMounts({ spec }: ModuleSpec): object[] {
  const { volumes = [], config } = spec.workload;
  return [
    { name: 'tmp', mountPath: '/tmp' },
    ...(config
      ? [{ name: 'config', mountPath: config.mountPath, readOnly: true }]
      : []),
    ...volumes.map(({ name, mountPath }) => ({
      name,
      mountPath,
    })),
  ];
}
