import { z } from 'zod';
import { fields, filled, integer, list, text, textMap } from './fields';

const DURATION =
  /^(0|(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?)$/;
const duration = z
  .string()
  .regex(DURATION, `should match '${DURATION.source}'`);

const rule = fields(
  {
    alert: text,
    annotations: textMap,
    for: duration,
    keep_firing_for: duration,
    labels: textMap,
    record: text,
  },
  { expr: z.union([z.int(), filled]) },
);

/** A PrometheusRule, but for its metadata. What its queries mean is not judged. */
export const prometheusRuleSchema: z.ZodRawShape = {
  spec: fields({
    groups: list(
      fields(
        {
          interval: duration,
          labels: textMap,
          limit: integer,
          partial_response_strategy: text,
          query_offset: duration,
          rules: list(rule),
        },
        { name: filled },
      ),
    ),
  }),
};
