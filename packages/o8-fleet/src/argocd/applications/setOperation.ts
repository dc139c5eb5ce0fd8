import type { ClusterStore } from '../../apiserver';
import type { KubeObject } from '../../types';
import { failedPrecondition } from '../errors';
import { partsOf, type AskedOperation } from './applicationParts';

/** Leaves an operation in an Application for its controller to do. */
export function setOperation(
  store: ClusterStore,
  application: KubeObject,
  operation: AskedOperation,
): KubeObject {
  const { status, operation: running } = partsOf(application);
  if (running) {
    throw failedPrecondition(
      'error setting app operation: rpc error: code = FailedPrecondition ' +
        'desc = another operation is already in progress',
    );
  }
  const { operationState: _, ...rest } = status;
  return store.put({ ...application, status: rest, operation });
}

/** Refuses what nobody can do any more. */
export function assertNotDeleting({ metadata }: KubeObject): void {
  if (metadata.deletionTimestamp) {
    throw failedPrecondition('application is deleting');
  }
}
