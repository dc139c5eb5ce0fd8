import type { KubeObject } from '../../types';
import type { ArgoCdContext } from '../ArgoCdContext';
import { invalidArgument } from '../errors';
import { partsOf } from './applicationParts';

/** `DELETE /api/v1/applications/{name}/operation`: its controller ends it then. */
export function terminateOperation(
  { store }: ArgoCdContext,
  application: KubeObject,
): void {
  const { operation, status } = partsOf(application);
  if (!operation || !status.operationState) {
    throw invalidArgument(
      'Unable to terminate operation. No operation is in progress',
    );
  }
  const operationState = { ...status.operationState, phase: 'Terminating' };
  store.put({ ...application, status: { ...status, operationState } });
}
