import { randomUUID } from 'node:crypto';
import { formatTime } from '../../content/time';
import type { KubeObject, ObjectStore } from '../../types';
import { KINDS } from '../kinds';
import { parseQuantity } from '../parseQuantity';
import { isRecord, type JsonRecord } from '../render/parseManifests';

const DRIVER = 'csi.o8.example';
const PROVISIONER = 'pv.kubernetes.io/provisioned-by';

/** Gives a claim its volume, at once and of the size that it asks for, and lets it grow. */
export function bindClaim(
  store: ObjectStore,
  claim: KubeObject,
  now: Date,
): void {
  const { name, namespace, uid } = claim.metadata;
  const spec = recordOf(claim.spec);
  const asked = recordOf(recordOf(spec.resources).requests).storage;
  const known = recordOf(recordOf(claim.status).capacity).storage;
  const isSmaller = parseQuantity(asked) <= parseQuantity(known);
  const capacity = { storage: isSmaller ? known : asked };
  const { accessModes, storageClassName, volumeMode } = spec;
  const volumeName = `pvc-${uid}`;
  const before = store.get(KINDS.volume, undefined, volumeName);
  store.put({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: before?.metadata ?? {
      name: volumeName,
      uid: randomUUID(),
      creationTimestamp: formatTime(now),
      annotations: { [PROVISIONER]: DRIVER },
    },
    spec: {
      accessModes,
      capacity,
      claimRef: {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        name,
        namespace,
        uid,
      },
      csi: { driver: DRIVER, volumeHandle: volumeName },
      persistentVolumeReclaimPolicy: 'Delete',
      storageClassName,
      volumeMode,
    },
    status: { phase: 'Bound' },
  });
  store.put({
    ...claim,
    spec: { ...spec, volumeName },
    status: { phase: 'Bound', accessModes, capacity },
  });
}

/** Deletes the volumes whose claims are gone, as their class says. */
export function releaseVolumes(store: ObjectStore): void {
  for (const { metadata, spec } of store.list(KINDS.volume)) {
    if (metadata.annotations?.[PROVISIONER] !== DRIVER) continue;
    const { name, namespace, uid } = recordOf(recordOf(spec).claimRef);
    const claim = store.get(KINDS.volumeClaim, `${namespace}`, `${name}`);
    if (claim?.metadata.uid !== uid) {
      store.delete(KINDS.volume, undefined, metadata.name);
    }
  }
}

function recordOf(value: unknown): JsonRecord {
  return isRecord(value) ? value : {};
}
