import { moduleLabels } from '../../emitters/labels';
import type { Emitter, PlacementContext } from '../../emitters/types';

/** How many requests the proxies of the mesh trace in the namespace of a module. */
export const meshTracing: Emitter<PlacementContext> = {
  file: () => 'telemetry.yaml',
  home: 'module',
  kinds: [{ group: 'telemetry.istio.io', kind: 'Telemetry' }],
  emit: ({ spec: { metadata, spec }, zone }) => {
    const { traces } = spec.observability ?? {};
    const { tracing, mesh } = zone.spec;
    return traces && tracing && mesh.mode !== 'none'
      ? [
          {
            apiVersion: 'telemetry.istio.io/v1',
            kind: 'Telemetry',
            metadata: {
              name: metadata.name,
              namespace: metadata.name,
              labels: moduleLabels(metadata.name),
            },
            spec: {
              tracing: [
                {
                  // Without one the mesh uses its default.
                  ...(tracing.meshProvider && {
                    providers: [{ name: tracing.meshProvider }],
                  }),
                  randomSamplingPercentage: traces.samplingPercent,
                },
              ],
            },
          },
        ]
      : [];
  },
};
