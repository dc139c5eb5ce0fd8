import { z } from 'zod';
import { createSource } from '../createSource';
import { looseName, looseNames, looseObject, looseQuantity } from '../loose';
import { withoutCredentials } from '../withoutCredentials';

const MAX_PROPAGATORS = 10;
const LANGUAGES = [
  'apacheHttpd',
  'dotnet',
  'go',
  'java',
  'nginx',
  'nodejs',
  'python',
] as const;

/** What is kept of an Instrumentation: `tracing.instrumentation`. */
export type InstrumentationValue = {
  /** Where traces go; null if each workload says so itself. */
  endpoint: string | null;
  propagators: string[];
  /** Such as `parentbased_traceidratio`. */
  sampler: string | null;
  samplerArgument: string | null;
  /** The languages that it says something about. */
  languages: string[];
};

const instrumentationSchema = looseObject({
  spec: z
    .looseObject({
      exporter: looseObject({ endpoint: looseName }),
      propagators: looseNames,
      sampler: looseObject({ type: looseName, argument: looseQuantity }),
    })
    .catch({
      exporter: {},
      propagators: [],
      sampler: {},
    }),
});

/** How OpenTelemetry instruments workloads. */
export const tracingSource = createSource({
  id: 'tracing',
  reach: 'placements',
  readings: [
    {
      group: 'opentelemetry.io',
      kind: 'Instrumentation',
      plural: 'instrumentations',
      fact: 'instrumentation',
      read(object) {
        const { spec } = instrumentationSchema.parse(object);
        const { exporter, propagators, sampler } = spec;
        const value: InstrumentationValue = {
          endpoint: exporter.endpoint
            ? withoutCredentials(exporter.endpoint)
            : null,
          propagators: propagators.slice(0, MAX_PROPAGATORS),
          sampler: sampler.type ?? null,
          samplerArgument: sampler.argument ?? null,
          languages: LANGUAGES.filter(language => language in spec),
        };
        return { value };
      },
    },
  ],
});
