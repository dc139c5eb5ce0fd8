import type { KubernetesObject } from '@orchestr8/backstage-plugin-o8-node';
import { createSource, type Reading, type Said } from '../createSource';
import { looseName } from '../loose';
import { toTime } from '../toTime';

/** What is kept of a ServiceMonitor or PodMonitor: `monitors.monitor`. */
export type MonitorValue = {
  /** The label by which most installations choose what they scrape. */
  release: string | null;
  createdAt: string | null;
};

// That there is one is enough: whether it is scraped only Prometheus knows, and what a
// monitor says of its endpoints may hold credentials.
const monitor = {
  group: 'monitoring.coreos.com',
  metadataOnly: true,
  fact: 'monitor',
  read({ metadata }: KubernetesObject): Said {
    const value: MonitorValue = {
      release: looseName.parse(metadata.labels?.release) ?? null,
      createdAt: toTime(metadata.creationTimestamp),
    };
    return { value };
  },
} satisfies Partial<Reading>;

/** What Prometheus is asked to scrape. */
export const monitorsSource = createSource({
  id: 'monitors',
  reach: 'placements',
  readings: [
    { ...monitor, kind: 'ServiceMonitor', plural: 'servicemonitors' },
    { ...monitor, kind: 'PodMonitor', plural: 'podmonitors' },
  ],
});
