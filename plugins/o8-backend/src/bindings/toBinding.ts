import type { ModuleSummary } from '@orchestr8/backstage-plugin-o8-common';

/** What speaks for and against an entity being a module. */
export interface BindingEvidence {
  entityRef: string;
  /** The entities that objects of the module name, where only the platform can write. */
  named: ReadonlySet<string>;
  /** All entities that say that they are the module. */
  claimants: number;
  hasConfirmed: boolean;
  hasClaimed: boolean;
  /** Whether a claim met what is somebody else's, or claimed by somebody else too. */
  hasConflict: boolean;
}

/** Whether the platform says that the module is another entity's. */
export function isOthers(
  evidence: Pick<BindingEvidence, 'entityRef' | 'named'>,
): boolean {
  return [...evidence.named].some(ref => ref !== evidence.entityRef);
}

/** Whose a module is, as far as one entity is concerned. */
export function toBinding(evidence: BindingEvidence): ModuleSummary['binding'] {
  const { entityRef, named, claimants } = evidence;
  // Whom the platform names need not care who else says so.
  if (isOthers(evidence) || (claimants > 1 && !named.has(entityRef))) {
    return 'conflict';
  }
  if (evidence.hasConfirmed) {
    // What it claims beside that is said object by object.
    return 'confirmed';
  }
  if (evidence.hasConflict) {
    return 'conflict';
  }
  return evidence.hasClaimed ? 'claimed' : 'unbound';
}
