import type {
  CheckResult,
  CheckResultState,
  ObjectRef,
} from '@orchestr8/backstage-plugin-o8-common';
import type { Placement } from '@orchestr8/backstage-plugin-o8-node';
import type { SourceHealth } from '../sourceHealth';

/** What a check found on a placement. */
export interface Finding {
  isKept: boolean;
  found: string;
  params?: Record<string, string>;
  evidence: ObjectRef[];
  /** Whether one object is enough to know that it is not kept, whatever else there is. */
  isSeen?: boolean;
}

/**
 * A finding with what its source allows to say: what was never read in full, is not
 * installed, or lies in a Namespace that nobody knows, is not checked, unless an object was seen that breaks the rule; what was
 * well when it was read last is stale; what failed then stays failed until somebody has
 * seen otherwise.
 */
export function toResult(options: {
  check: string;
  placement: Placement;
  health: SourceHealth;
  /** Whether its Namespace was read and names the module. */
  isBound: boolean;
  finding: Finding;
}): CheckResult {
  const { check, placement, health, isBound, finding } = options;
  const base = { check, ...placement, evidenceAt: health.confirmedAt };
  const { isKept, found, params = {}, evidence, isSeen = false } = finding;
  if (
    health.state === 'unsupported' ||
    (health.state === 'neverRead' && (isKept || !isSeen))
  ) {
    return {
      ...base,
      result: 'not-checked',
      found: health.state === 'neverRead' ? 'notRead' : 'unsupported',
      params: {},
      evidence: [],
    };
  }
  if (!isBound) {
    return {
      ...base,
      result: 'not-checked',
      found: 'noNamespace',
      params: {},
      evidence: [],
    };
  }
  let result: CheckResultState = isKept ? 'pass' : 'fail';
  if (isKept && health.state === 'old') {
    result = 'stale';
  }
  return { ...base, result, found, params, evidence };
}
