import type { Claim, ClaimableObject } from './Claim';
import { APPLICATION_KIND, isWorkload, NAMESPACE_KIND } from './kinds';
import { isSelected, parseLabelSelector } from './labelSelector';

const OF_APPLICATIONS: readonly Claim['type'][] = [
  'appName',
  'appSelector',
  'projectName',
];

// A selector that an older version could read, and this one cannot.
const NOTHING = [{ key: '', operator: 'exists' as const, values: [] }];

/** Whether a claim means an object. */
export function isClaimed(claim: Claim, object: ClaimableObject): boolean {
  const { cluster, namespace, name, project, selector } = claim;
  if (cluster !== null && cluster !== object.cluster) {
    return false;
  }
  if (claim.type === 'namespace') {
    return object.kind === NAMESPACE_KIND
      ? object.name === namespace
      : // Who names the platform's has no say in what others have in there.
        object.namespace === namespace && !object.platform;
  }
  const isOfKind = OF_APPLICATIONS.includes(claim.type)
    ? object.kind === APPLICATION_KIND
    : isWorkload(object.kind);
  return (
    isOfKind &&
    (namespace === null || namespace === object.namespace) &&
    (name === null || name === object.name) &&
    (project === null || project === object.project) &&
    (selector === null ||
      isSelected(parseLabelSelector(selector) ?? NOTHING, object.labels))
  );
}
