import type { KubeObject, ObjectStore } from '../../types';
import { KINDS } from '../kinds';
import { isRecord } from '../render/parseManifests';

/** Whether all claims of a pod have their volumes: without them it does not start. */
export function hasVolumes(store: ObjectStore, pod: KubeObject): boolean {
  const { namespace } = pod.metadata;
  const { volumes } = isRecord(pod.spec) ? pod.spec : {};
  return (Array.isArray(volumes) ? volumes : []).every(volume => {
    const source = isRecord(volume) ? volume.persistentVolumeClaim : undefined;
    if (!isRecord(source)) return true;
    const claim = store.get(
      KINDS.volumeClaim,
      namespace,
      `${source.claimName}`,
    );
    return isRecord(claim?.status) && claim.status.phase === 'Bound';
  });
}
