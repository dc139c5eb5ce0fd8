import type {
  LandingZone,
  ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';

/** What the clusters call the owner of a module, or why it is nobody there. */
export type OwnerGroup = { group: string } | { note: string };

/** Who may look at a module on the clusters. */
export function ownerGroup(
  { metadata: { owner } }: ModuleSpec,
  { metadata, spec: { owners } }: LandingZone,
): OwnerGroup {
  const nobody = (because: string) => ({
    note: `The owner ${owner} gets no RoleBinding: ${because}`,
  });
  const [, kind, name] = /^([^:]+):[^/]+\/(.+)$/.exec(owner) ?? [];
  if (kind !== 'group') {
    return nobody('only groups get one');
  }
  const group =
    // A record has more keys than its own ones.
    Object.entries(owners.groups).find(([key]) => key === owner)?.[1] ??
    (owners.prefix === undefined ? undefined : `${owners.prefix}${name}`);
  if (group === undefined) {
    return nobody(
      `the landing zone "${metadata.name}" has neither an entry in owners.groups nor owners.prefix`,
    );
  }
  // Such as system:authenticated, which is everybody, and system:masters, who may do everything.
  return isOfKubernetes(group)
    ? nobody(`"${group}" is a group of Kubernetes itself`)
    : { group };
}

/** Why nobody may look at a module on the clusters, if nobody may. */
export function noteOwner(spec: ModuleSpec, zone: LandingZone): string[] {
  const owner = ownerGroup(spec, zone);
  return 'note' in owner ? [owner.note] : [];
}

/** Groups that Kubernetes gives to more people, or that may do more, than any team. */
export function isOfKubernetes(group: string): boolean {
  return /^(system:|kubeadm:)/.test(group);
}
