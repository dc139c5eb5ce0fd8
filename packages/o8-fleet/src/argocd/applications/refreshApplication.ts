import type { Response } from 'express';
import type { ClusterStore } from '../../apiserver';
import type { KubeObject } from '../../types';
import { GrpcError } from '../errors';
import { KINDS } from '../kinds';
import { REFRESH } from '../operations';

const MAX_WAIT_MS = 60_000;

/** Asks for a fresh look, and waits until somebody has had it. */
export async function refreshApplication(
  application: KubeObject,
  options: { type: string; store: ClusterStore; res: Response },
): Promise<KubeObject> {
  const { type, store, res } = options;
  const { metadata } = application;
  const refreshed = waitForRefresh(application, { store, res });
  store.put({
    ...application,
    metadata: {
      ...metadata,
      annotations: {
        ...metadata.annotations,
        [REFRESH]: type === 'hard' ? 'hard' : 'normal',
      },
    },
  });
  return refreshed;
}

function waitForRefresh(
  { metadata: { namespace, name } }: KubeObject,
  { store, res }: { store: ClusterStore; res: Response },
): Promise<KubeObject> {
  return new Promise((resolve, reject) => {
    const fail = () => {
      stop();
      reject(new GrpcError('unknown', 'application refresh deadline exceeded'));
    };
    const timer = setTimeout(fail, MAX_WAIT_MS);
    res.once('close', fail);
    const unsubscribe = store.subscribe(KINDS.application, ({ object }) => {
      const { metadata } = object;
      if (metadata.name !== name || metadata.namespace !== namespace) return;
      if (metadata.annotations?.[REFRESH] !== undefined) return;
      stop();
      resolve(object);
    });
    function stop() {
      clearTimeout(timer);
      res.off('close', fail);
      unsubscribe();
    }
  });
}
