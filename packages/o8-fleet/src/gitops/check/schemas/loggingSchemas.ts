import type { z } from 'zod';
import {
  anything,
  fields,
  flag,
  list,
  oneOf,
  text,
  textMap,
  texts,
} from './fields';
import { labelSelectorSchema } from './labelSelectorSchema';

const flowFields = {
  filters: list(anything),
  flowLabel: text,
  globalOutputRefs: texts,
  includeLabelInRouter: flag,
  loggingRef: text,
  match: list(anything),
  outputRefs: texts,
  selectors: textMap,
};

/** A Flow of the logging operator, but for its metadata. */
export const flowSchema: z.ZodRawShape = {
  spec: fields({ ...flowFields, localOutputRefs: texts }).nullish(),
};

/** A ClusterFlow of the logging operator, but for its metadata. */
export const clusterFlowSchema: z.ZodRawShape = {
  spec: fields(flowFields).nullish(),
};

const outputFields = {
  ...Object.fromEntries(
    [
      'awsElasticsearch',
      'azurestorage',
      'cloudwatch',
      'datadog',
      'elasticsearch',
      'file',
      'forward',
      'gcs',
      'gelf',
      'http',
      'kafka',
      'kinesisFirehose',
      'kinesisStream',
      'lmLogs',
      'logdna',
      'logz',
      'loki',
      'mattermost',
      'newrelic',
      'nullout',
      'opensearch',
      'oss',
      'rabbitmq',
      'redis',
      'relabel',
      's3',
      'splunkHec',
      'sqs',
      'syslog',
      'vmwareLogInsight',
      'vmwareLogIntelligence',
    ].map(name => [name, anything]),
  ),
  loggingRef: text,
};

/** An Output of the logging operator, but for its metadata. */
export const outputSchema: z.ZodRawShape = {
  spec: fields(outputFields).nullish(),
};

/** A ClusterOutput of the logging operator, but for its metadata. */
export const clusterOutputSchema: z.ZodRawShape = {
  spec: fields({ ...outputFields, protected: flag }),
};

/** A FluentdConfig of the fluent operator, but for its metadata. */
export const fluentdConfigSchema: z.ZodRawShape = {
  spec: fields({
    clusterFilterSelector: labelSelectorSchema,
    clusterInputSelector: labelSelectorSchema,
    clusterOutputSelector: labelSelectorSchema,
    emit_mode: oneOf('record', 'batch'),
    filterSelector: labelSelectorSchema,
    inputSelector: labelSelectorSchema,
    outputSelector: labelSelectorSchema,
    pluginSortOrder: oneOf('lexicographic', 'index'),
    stickyTags: text,
    watchedConstainers: texts,
    watchedHosts: texts,
    watchedLabels: textMap,
  }).nullish(),
};

/** A Filter or ClusterFilter for Fluentd, but for its metadata. */
export const fluentdFilterSchema: z.ZodRawShape = {
  spec: fields({ filters: list(anything) }).nullish(),
};

/** An Output or ClusterOutput of Fluentd, but for its metadata. */
export const fluentdOutputSchema: z.ZodRawShape = {
  spec: fields({ outputs: list(anything) }).nullish(),
};
