import type { ModuleSpec } from '@orchestr8/backstage-plugin-o8-common';
import { z } from 'zod';
import { kindKey, kindOf } from '../emitters/kinds';
import type { ReadManifest } from './manifest';

// Strict: more than this could hide requests, or become code in the process of Fluentd.
const meshSchema = z.strictObject({
  tracing: z.tuple([
    z.strictObject({
      providers: z.array(z.strictObject({ name: z.string() })).optional(),
      randomSamplingPercentage: z.number().min(0).max(100),
    }),
  ]),
});

const selectorSchema = z.strictObject({
  matchLabels: z
    .record(z.string(), z.string())
    .refine(labels => Object.keys(labels).length > 0),
});

const fluentdConfigSchema = z.strictObject({
  filterSelector: selectorSchema,
  clusterOutputSelector: selectorSchema,
});

const filterSchema = (module: string) =>
  z.strictObject({
    filters: z.tuple([
      z.strictObject({
        recordTransformer: z.strictObject({
          records: z.tuple([
            z.strictObject({
              key: z.literal('module'),
              value: z.literal(module),
            }),
          ]),
        }),
      }),
    ]),
  });

const parserSchema = z.strictObject({
  parser: z.strictObject({
    remove_key_name_field: z.boolean(),
    reserve_data: z.literal(true),
    emit_invalid_record_to_error: z.boolean(),
    parse: z.strictObject({ type: z.literal('json') }),
  }),
});

const flowSchema = (module: string) =>
  z.strictObject({
    match: z.tuple([z.strictObject({ select: z.strictObject({}) })]),
    filters: z.array(
      z.union([
        parserSchema,
        z.strictObject({
          record_transformer: z.strictObject({
            records: z.tuple([z.strictObject({ module: z.literal(module) })]),
          }),
        }),
      ]),
    ),
    globalOutputRefs: z.tuple([z.string()]),
  });

/** What each kind may say, and what it would do beyond that. */
const RULES: Record<
  string,
  { schema: (module: string) => z.ZodType; message: string }
> = {
  'telemetry.istio.io/Telemetry': {
    schema: () => meshSchema,
    message:
      'has a spec with more than the sampling of traces: it could hide requests',
  },
  'fluentd.fluent.io/FluentdConfig': {
    schema: () => fluentdConfigSchema,
    message:
      'has a spec with more than labels of filters and of outputs of the platform',
  },
  'fluentd.fluent.io/Filter': {
    schema: filterSchema,
    message:
      'has a spec with more than the name of the module: texts become code of Fluentd, which reads the lines of all modules',
  },
  'logging.banzaicloud.io/Flow': {
    schema: flowSchema,
    message:
      'has a spec with more than the name of the module and one output of the platform: texts become code of Fluentd, which reads the lines of all modules',
  },
};

/**
 * How an object of telemetry reaches beyond its module: Fluentd is one process for all of
 * them.
 */
export function findTelemetryProblems(
  object: ReadManifest,
  { metadata: { name } }: ModuleSpec,
): string[] {
  const rule = Object.entries(RULES).find(
    ([kind]) => kind === kindKey(kindOf(object)),
  )?.[1];
  return !rule || rule.schema(name).safeParse(object.spec).success
    ? []
    : [rule.message];
}
