import type { CheckResult } from '@orchestr8/backstage-plugin-o8-common';
import type {
  AssessInput,
  Placement,
} from '@orchestr8/backstage-plugin-o8-node';
import { readNamespace } from '../../sources/namespaces';
import { findNamespace } from '../findNamespace';
import { healthOf } from '../sourceHealth';
import { toResult, type Finding } from './toResult';

/**
 * PSS-1: the Namespace enforces the level `restricted` of the Pod Security Standards,
 * of a pinned version, so that an upgrade of the cluster does not change the rules.
 */
export function checkPodSecurity(
  placement: Placement,
  input: AssessInput,
): CheckResult {
  const fact = findNamespace(placement, input);
  return toResult({
    check: 'PSS-1',
    placement,
    health: healthOf(input.sources, 'namespaces', placement.cluster),
    isBound: fact !== undefined,
    finding: fact
      ? {
          ...judge(readNamespace(fact)),
          evidence: [fact.object],
          isSeen: true,
        }
      : { isKept: false, found: 'noNamespace', evidence: [] },
  });
}

function judge(
  value: ReturnType<typeof readNamespace>,
): Omit<Finding, 'evidence'> {
  const { enforce, enforceVersion } = value;
  if (enforce === null) {
    return { isKept: false, found: 'unlabelled' };
  }
  if (enforce !== 'restricted') {
    return { isKept: false, found: 'weaker', params: { level: enforce } };
  }
  return enforceVersion && enforceVersion !== 'latest'
    ? { isKept: true, found: 'restricted', params: { version: enforceVersion } }
    : { isKept: false, found: 'unpinned' };
}
