import type { ModuleObject } from '@orchestr8/backstage-plugin-o8-common';
import { APPLICATION_KIND } from './kinds';

/** An object that an entity claims, and what others say of it. */
export interface ClaimedObject {
  kind: string;
  namespace: string | null;
  /**
   * Whose the platform says that it is. `unread`: its Namespace was not read yet, which
   * could say so.
   */
  owner: 'self' | 'other' | 'nobody' | 'unread';
  /** Whether it lies in a namespace of the platform or of Kubernetes, or is one. */
  platform: boolean;
  /** Whether the claim says its very name, so that it tells nobody anything new. */
  isNamed: boolean;
  /** Whether another entity claims it too. */
  hasRival: boolean;
}

/**
 * What comes of a claim on one object; undefined where nothing is to be said of it: it
 * is the entity's anyway, or somebody else's, whose name a selector must not find out.
 */
export function judgeClaimed(
  object: ClaimedObject,
): Pick<ModuleObject, 'binding' | 'conflict'> | undefined {
  const { owner, isNamed, hasRival } = object;
  if (owner === 'self' || owner === 'unread') {
    return undefined;
  }
  if (owner === 'other' || isOutOfReach(object)) {
    return isNamed
      ? {
          binding: 'conflict',
          conflict: owner === 'other' ? 'otherModule' : 'platform',
        }
      : undefined;
  }
  return hasRival
    ? { binding: 'conflict', conflict: 'otherClaim' }
    : { binding: 'claimed', conflict: null };
}

// Applications of everybody lie beside Argo CD.
function isOutOfReach({ platform, kind, namespace }: ClaimedObject): boolean {
  return (
    platform &&
    (kind !== APPLICATION_KIND || namespace?.startsWith('kube-') === true)
  );
}
