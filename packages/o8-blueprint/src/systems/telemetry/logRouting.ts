import { moduleLabels } from '../../emitters/labels';
import type { Emitter, PlacementContext } from '../../emitters/types';
import type { Manifest } from '../../types';

/** By which the configuration of a module finds the filters of its own namespace. */
const FILTER_LABEL = { 'filter.fluentd.fluent.io/enabled': 'true' };

/**
 * Where Fluentd sends the lines of a module, and whose they are. Only the name of the
 * module gets into its configuration: every text there is code.
 */
export const fluentdConfig: Emitter<PlacementContext> = {
  file: () => 'logging.yaml',
  home: 'module',
  kinds: ['FluentdConfig', 'Filter'].map(kind => ({
    group: 'fluentd.fluent.io',
    kind,
  })),
  emit: ({ spec: { metadata }, zone }) => {
    const { logging } = zone.spec;
    if (logging?.operator !== 'fluent-operator') {
      return [];
    }
    const { name } = metadata;
    const filterLabels = { ...FILTER_LABEL, ...moduleLabels(name) };
    return [
      toObject(name, 'FluentdConfig', {
        labels: logging.configLabels,
        spec: {
          filterSelector: { matchLabels: filterLabels },
          clusterOutputSelector: { matchLabels: logging.outputLabels },
        },
      }),
      toObject(name, 'Filter', {
        labels: FILTER_LABEL,
        spec: {
          filters: [
            {
              recordTransformer: { records: [{ key: 'module', value: name }] },
            },
          ],
        },
      }),
    ];
  },
};

/** Lines that are no JSON, such as those of a crash, are kept as they are. */
const PARSE_JSON = {
  parser: {
    remove_key_name_field: true,
    reserve_data: true,
    emit_invalid_record_to_error: false,
    parse: { type: 'json' },
  },
};

/** The same for the operator of kube-logging, whose Flows see their own namespace only. */
export const flow: Emitter<PlacementContext> = {
  file: () => 'logging.yaml',
  home: 'module',
  kinds: [{ group: 'logging.banzaicloud.io', kind: 'Flow' }],
  emit: ({ spec, zone }) => {
    const { logging } = zone.spec;
    if (logging?.operator !== 'logging-operator' || !logging.output) {
      return [];
    }
    const { name } = spec.metadata;
    const isJson = spec.spec.observability?.logs?.format === 'json';
    return [
      {
        apiVersion: 'logging.banzaicloud.io/v1beta1',
        kind: 'Flow',
        metadata: { name, namespace: name, labels: moduleLabels(name) },
        spec: {
          // All pods of the namespace: those of a database and of migrations too.
          match: [{ select: {} }],
          filters: [
            ...(isJson ? [PARSE_JSON] : []),
            { record_transformer: { records: [{ module: name }] } },
          ],
          globalOutputRefs: [logging.output],
        },
      },
    ];
  },
};

function toObject(
  module: string,
  kind: string,
  { labels, spec }: { labels: Record<string, string>; spec: object },
): Manifest {
  return {
    apiVersion: 'fluentd.fluent.io/v1alpha1',
    kind,
    metadata: {
      name: module,
      namespace: module,
      labels: { ...labels, ...moduleLabels(module) },
    },
    spec,
  };
}
