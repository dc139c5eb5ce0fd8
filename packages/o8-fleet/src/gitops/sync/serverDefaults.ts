import { createHash } from 'node:crypto';
import type { KubeObject } from '../../types';
import { isKind, KINDS } from '../kinds';
import { isRecord } from '../render/parseManifests';
import { idOf, keyOfId } from '../tracking';

/** What an API server and its admission add to an object that is written. */
export function withServerDefaults(
  object: KubeObject,
  cluster: string,
): KubeObject {
  const id = idOf(object);
  const status = isRecord(object.status) ? object.status : undefined;
  if (isKind(id, KINDS.namespace)) {
    const { metadata } = object;
    const labels = {
      ...metadata.labels,
      'kubernetes.io/metadata.name': metadata.name,
    };
    return {
      ...object,
      metadata: { ...metadata, labels },
      spec: { finalizers: ['kubernetes'], ...recordOf(object.spec) },
      status: status ?? { phase: 'Active' },
    };
  }
  if (isKind(id, KINDS.service)) {
    const address = addressOf(`${cluster}/${keyOfId(id)}`);
    return {
      ...object,
      spec: { type: 'ClusterIP', clusterIP: address, ...recordOf(object.spec) },
      status: status ?? { loadBalancer: {} },
    };
  }
  // A class that binds at once: nothing here makes volumes.
  if (isKind(id, KINDS.volumeClaim)) {
    return { ...object, status: status ?? { phase: 'Bound' } };
  }
  return object;
}

function recordOf(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

/** The same Service has the same address again. */
function addressOf(key: string): string {
  const digest = createHash('sha256').update(key).digest();
  return `10.96.${digest[0]}.${2 + (digest[1] % 253)}`;
}
