import type { ServerResponse } from 'node:http';

/** Resolves when a connection is over, also one that was before anybody asked; never rejects. */
export function closeOf(res: ServerResponse): Promise<void> {
  return new Promise(resolve => {
    if (res.closed) {
      resolve();
    } else {
      res.once('close', resolve);
    }
  });
}
