import { isEqualJson } from '../../apiserver/store/isEqualJson';
import type { KubeObject } from '../../types';
import { isKind, KINDS } from '../kinds';
import { parseQuantity } from '../parseQuantity';
import { isRecord, type JsonRecord } from '../render/parseManifests';
import { idOf } from '../tracking';

const IMMUTABLE = 'field is immutable';

/**
 * Why no server would change an object in this way, in a server's words: some fields
 * stay as they were when it was created.
 */
export function findUpdateProblem(
  before: KubeObject,
  after: KubeObject,
): string | undefined {
  const id = idOf(after);
  const reason = findReason(before, after);
  const kind = id.group ? `${id.kind}.${id.group}` : id.kind;
  return reason && `${kind} "${id.name}" is invalid: ${reason}`;
}

function findReason(before: KubeObject, after: KubeObject): string | undefined {
  const id = idOf(after);
  const [was, is] = [recordOf(before.spec), recordOf(after.spec)];
  const isKept = (field: string) => isEqualJson(was[field], is[field]);
  if (isKind(id, KINDS.volumeClaim)) return findClaimReason(before, was, is);
  if (isKind(id, KINDS.deployment) && !isKept('selector')) {
    return `spec.selector: Invalid value: ${IMMUTABLE}`;
  }
  if (isKind(id, KINDS.job)) {
    const field = ['completions', 'selector', 'template'].find(
      each => !isKept(each),
    );
    return field && `spec.${field}: Invalid value: ${IMMUTABLE}`;
  }
  if (isKind(id, KINDS.roleBinding)) {
    return isEqualJson(before.roleRef, after.roleRef)
      ? undefined
      : 'roleRef: Invalid value: cannot change roleRef';
  }
  if (isKind(id, KINDS.configMap) && before.immutable === true) {
    const isSame =
      isEqualJson(before.data, after.data) &&
      isEqualJson(before.binaryData, after.binaryData);
    return isSame
      ? undefined
      : 'data: Forbidden: field is immutable when `immutable` is set';
  }
  return undefined;
}

/** A claim may grow, and nothing else. */
function findClaimReason(
  { status }: KubeObject,
  was: JsonRecord,
  is: JsonRecord,
): string | undefined {
  const fixed = ({
    resources,
    volumeAttributesClassName: _,
    ...rest
  }: JsonRecord) => ({ ...rest, limits: recordOf(resources).limits });
  if (!isEqualJson(fixed(was), fixed(is))) {
    return (
      'spec: Forbidden: spec is immutable after creation except ' +
      'resources.requests and volumeAttributesClassName for bound claims'
    );
  }
  const capacity = recordOf(recordOf(status).capacity).storage;
  const asked = recordOf(recordOf(is.resources).requests).storage;
  return capacity !== undefined &&
    parseQuantity(asked) < parseQuantity(capacity)
    ? 'spec.resources.requests.storage: Forbidden: field can not be less than status.capacity'
    : undefined;
}

function recordOf(value: unknown): JsonRecord {
  return isRecord(value) ? value : {};
}
