import type { EnvVar } from '../../emitters/module/env';
import type { ModuleContext } from '../../emitters/types';
import { secretVolumeName } from '../../rules/secretVolumeName';
import type { PodVolume } from '../PodPart';

/** For the group of the pod to read, and nobody to write: 0440. */
const READABLE = 0o440;

/** A variable per key of the secrets that are no files. */
export function secretEnv({ spec }: ModuleContext): EnvVar[] {
  return (spec.spec.secrets ?? [])
    .filter(({ mountPath }) => mountPath === undefined)
    .flatMap(({ name, keys }) =>
      keys.map(key => ({
        name: key,
        valueFrom: { secretKeyRef: { name, key } },
      })),
    );
}

/** A folder per secret that is files. */
export function secretVolumes({ spec }: ModuleContext): PodVolume[] {
  return (spec.spec.secrets ?? []).flatMap(({ name, mountPath }) => {
    if (mountPath === undefined) {
      return [];
    }
    const volume = secretVolumeName(name);
    return [
      {
        volume: {
          name: volume,
          secret: { secretName: name, defaultMode: READABLE },
        },
        mount: { name: volume, mountPath, readOnly: true },
      },
    ];
  });
}

/** A process reads its variables once: Reloader starts it again when they change. */
export function secretAnnotations({
  spec: { spec },
  zone,
}: ModuleContext): Record<string, string> {
  const names = (spec.secrets ?? []).map(({ name }) => name).sort();
  // Each run of a job is a new pod by itself.
  return zone.spec.secrets?.reloader &&
    names.length > 0 &&
    spec.workload.kind !== 'job'
    ? { 'secret.reloader.stakater.com/reload': names.join(',') }
    : {};
}
