import type { z } from 'zod';
import {
  anything,
  fields,
  flag,
  integer,
  list,
  port,
  portOrName,
  text,
  texts,
} from './fields';
import { labelSelectorSchema } from './labelSelectorSchema';

const endpoint = {
  authorization: anything,
  basicAuth: anything,
  bearerTokenSecret: anything,
  enableHttp2: flag,
  filterRunning: flag,
  followRedirects: flag,
  honorLabels: flag,
  honorTimestamps: flag,
  interval: text,
  metricRelabelings: list(anything),
  noProxy: text,
  oauth2: anything,
  params: anything,
  path: text,
  port: text,
  proxyConnectHeader: anything,
  proxyFromEnvironment: flag,
  proxyUrl: text,
  relabelings: list(anything),
  scheme: text,
  scrapeTimeout: text,
  targetPort: portOrName,
  tlsConfig: anything,
  trackTimestampsStaleness: flag,
};

const monitor = {
  attachMetadata: fields({ node: flag }),
  bodySizeLimit: text,
  fallbackScrapeProtocol: text,
  jobLabel: text,
  keepDroppedTargets: integer,
  labelLimit: integer,
  labelNameLengthLimit: integer,
  labelValueLengthLimit: integer,
  namespaceSelector: fields({ any: flag, matchNames: texts }),
  podTargetLabels: texts,
  sampleLimit: integer,
  scrapeClass: text,
  scrapeProtocols: texts,
  selectorMechanism: text,
  targetLimit: integer,
};

/** A ServiceMonitor of the Prometheus Operator, but for its metadata. */
export const serviceMonitorSchema: z.ZodRawShape = {
  spec: fields(
    { ...monitor, serviceDiscoveryRole: text, targetLabels: texts },
    {
      endpoints: list(fields({ ...endpoint, bearerTokenFile: text })),
      selector: labelSelectorSchema,
    },
  ),
};

/** A PodMonitor of the Prometheus Operator, but for its metadata. */
export const podMonitorSchema: z.ZodRawShape = {
  spec: fields(
    {
      ...monitor,
      podMetricsEndpoints: list(fields({ ...endpoint, portNumber: port })),
    },
    { selector: labelSelectorSchema },
  ),
};
