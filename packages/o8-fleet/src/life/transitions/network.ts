import { createDefaultDeny } from '../../content/objects/namespaceObjects';
import type { Placement } from '../../content/Placement';
import { formatTime } from '../../content/time';
import type { KubeObject } from '../../types';
import type { Changes } from './Changes';

/** Whether a policy closes its whole namespace both ways. */
export function isDefaultDeny(policy: KubeObject): boolean {
  const { podSelector, policyTypes, ingress, egress } = policy.spec as {
    podSelector?: object;
    policyTypes?: string[];
    ingress?: unknown[];
    egress?: unknown[];
  };
  return (
    Object.keys(podSelector ?? {}).length === 0 &&
    ['Ingress', 'Egress'].every(type => policyTypes?.includes(type)) &&
    !ingress?.length &&
    !egress?.length
  );
}

/** Somebody deleted what closes the namespace. */
export function openNetwork(policies: readonly KubeObject[]): Changes {
  return { put: [], delete: policies.filter(isDefaultDeny) };
}

/** The namespace is closed both ways; what is closed stays as it is. */
export function closeNetwork(
  placement: Placement,
  policies: readonly KubeObject[],
): Changes {
  if (policies.some(isDefaultDeny)) return { put: [], delete: [] };
  const policy = createDefaultDeny(placement);
  const time = formatTime(placement.now);
  const path = `${placement.cluster.name}/${placement.name}/closed/${time}`;
  const metadata = {
    ...policy.metadata,
    uid: placement.seeded.uid(path),
    creationTimestamp: time,
  };
  return { put: [{ ...policy, metadata }], delete: [] };
}
