import { ofKind } from './findings';
import { findPods } from './findPods';
import type { PlacementIndex, PlanIndex } from './indexPlan';
import { readRecord } from './readField';

/** What takes a pod out of the mesh that its namespace is in. */
const OUT = [
  ['sidecar.istio.io/inject', 'false'],
  ['istio.io/dataplane-mode', 'none'],
];

/** Whether its namespace is in the mesh, and none of its pods has left it. */
export function isInMesh(index: PlanIndex, at: PlacementIndex): boolean {
  const namespace = ofKind(at.boundary, '', 'Namespace').find(
    ({ object }) => object.metadata.name === index.name,
  );
  const labels = readRecord(namespace?.object, 'metadata.labels');
  const isJoined =
    index.plan.zone.spec.mesh.mode === 'ambient'
      ? labels['istio.io/dataplane-mode'] === 'ambient'
      : labels['istio-injection'] === 'enabled' ||
        typeof labels['istio.io/rev'] === 'string';
  const hasLeft = findPods(at).some(pods =>
    OUT.some(([name, value]) =>
      [pods.labels, pods.annotations].some(each => each[name] === value),
    ),
  );
  return isJoined && !hasLeft;
}
