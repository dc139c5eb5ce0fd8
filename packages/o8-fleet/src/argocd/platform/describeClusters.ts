import { formatTime } from '../../content/time';
import { destinationStore } from '../applications/destinationStore';
import type { ArgoCdContext } from '../ArgoCdContext';
import { KINDS } from '../kinds';

/** The clusters as Argo CD tells them: how it reaches them is left out. */
export function describeClusters(context: ArgoCdContext): object[] {
  const { content, store, now } = context;
  const counts = new Map<string, number>();
  for (const application of store.list(KINDS.application)) {
    const cluster = destinationStore(context, application)?.cluster ?? '';
    counts.set(cluster, (counts.get(cluster) ?? 0) + 1);
  }
  return content.destinations.map(destination => {
    const { name, server, cluster, kubernetesVersion, labels } = destination;
    const serverVersion = kubernetesVersion
      .replace(/^v/, '')
      .split('.')
      .slice(0, 2)
      .join('.');
    const connectionState = {
      status: 'Successful',
      message: '',
      attemptedAt: formatTime(now()),
    };
    return {
      server,
      name,
      config: { tlsClientConfig: { insecure: false } },
      connectionState,
      serverVersion,
      ...(labels && { labels }),
      info: {
        connectionState,
        serverVersion,
        applicationsCount: counts.get(cluster) ?? 0,
      },
    };
  });
}
