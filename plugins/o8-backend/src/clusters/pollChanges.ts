import type { KubernetesObject } from '@orchestr8/backstage-plugin-o8-node';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WatchEvent } from './ClusterConnection';
import type { Ledger } from './Ledger';

/**
 * Tells what has changed by listing again and again. A list that is the very same array
 * as before says that nothing has.
 */
export async function* pollChanges(options: {
  ledger: Ledger;
  list: () => Promise<KubernetesObject[]>;
  intervalMs: number;
  signal: AbortSignal;
}): AsyncGenerator<WatchEvent> {
  const { ledger, list, intervalMs, signal } = options;
  let compared: KubernetesObject[] | undefined;
  for (;;) {
    await sleep(intervalMs, undefined, { signal });
    const objects = await list();
    if (objects === compared) {
      yield { type: 'BOOKMARK', resourceVersion: ledger.version };
    } else {
      yield* ledger.compare(objects);
      compared = objects;
    }
  }
}
