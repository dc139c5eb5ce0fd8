import type { KubernetesObject } from '@orchestr8/backstage-plugin-o8-node';
import { looseList, looseName, looseObject } from './loose';

const ownedSchema = looseObject({
  metadata: looseObject({
    ownerReferences: looseList(
      looseObject({ kind: looseName, name: looseName }),
    ),
  }),
});

/** The name of the owner of a kind that an object has; null if it has none. */
export function findOwner(
  object: KubernetesObject,
  kind: string,
): string | null {
  const { ownerReferences } = ownedSchema.parse(object).metadata;
  return ownerReferences.find(owner => owner.kind === kind)?.name ?? null;
}
