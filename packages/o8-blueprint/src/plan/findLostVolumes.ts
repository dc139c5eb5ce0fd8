import type { ModuleSpec } from '@orchestr8/backstage-plugin-o8-common';
import { parseQuantity } from '../rules/parseQuantity';

type Volume = NonNullable<ModuleSpec['spec']['workload']['volumes']>[number];

/** Something that is lost, before it is a problem. */
export interface Loss {
  path: string;
  message: string;
}

/** Volumes that are gone, and those that Kubernetes would have to make anew. */
export function findLostVolumes(former: ModuleSpec, next: ModuleSpec): Loss[] {
  const { volumes = [] } = next.spec.workload;
  return (former.spec.workload.volumes ?? []).flatMap(was => {
    const index = volumes.findIndex(({ name }) => name === was.name);
    return index < 0
      ? [
          {
            path: 'spec.workload.volumes',
            message: `drops the volume "${was.name}" (${was.size})`,
          },
        ]
      : findChanges(was, volumes[index], `spec.workload.volumes[${index}]`);
  });
}

function findChanges(was: Volume, is: Volume, at: string): Loss[] {
  const losses: Loss[] = [];
  const lose = (field: keyof Volume, why: string) =>
    losses.push({
      path: `${at}.${field}`,
      message: `was ${was[field] ?? 'not set'}: ${why}, and a new one is empty`,
    });
  if (parseQuantity(is.size) < parseQuantity(was.size)) {
    lose('size', 'a volume never shrinks');
  }
  if (is.storageClass !== was.storageClass) {
    lose('storageClass', 'a volume never changes its class');
  }
  if (is.accessMode !== was.accessMode) {
    lose('accessMode', 'a volume never changes who may have it');
  }
  return losses;
}
