import { z } from 'zod';
import { enumSchema, httpPathSchema, intSchema, portSchema } from '../text';

/**
 * Within which requests can be counted: histograms of Istio and of OpenTelemetry have
 * all of these bounds, and nothing in between.
 */
const LATENCIES = [
  '5ms',
  '10ms',
  '25ms',
  '50ms',
  '100ms',
  '250ms',
  '500ms',
  '1s',
  '2500ms',
  '5s',
  '10s',
] as const;

/** The schema of what a module tells of itself. */
export const observabilitySchema = z.strictObject({
  metrics: z
    .strictObject({
      path: httpPathSchema.default('/metrics').describe('What it answers at.'),
      port: portSchema.optional().describe("Another port than the workload's."),
    })
    .optional()
    .describe('Where Prometheus asks.'),
  traces: z
    .strictObject({
      samplingPercent: z
        .number('must be a number')
        .min(0, 'must be 0 to 100')
        .max(100, 'must be 0 to 100')
        .default(10)
        .describe('How many requests are traced.'),
      inject: enumSchema(['nodejs', 'python', 'java'])
        .optional()
        .describe(
          'The agent that the OpenTelemetry Operator adds to code that sends no traces itself.',
        ),
    })
    .optional()
    .describe('Traces by OTLP.'),
  logs: z
    .strictObject({
      format: enumSchema(['json', 'text'])
        .default('json')
        .describe('One JSON object a line, or anything.'),
    })
    .optional()
    .describe('How lines of the log are written.'),
  alerts: z
    .strictObject({
      restarts: intSchema(1, 1_000)
        .default(5)
        .describe('How many of its containers in an hour.'),
    })
    .optional()
    .describe('What wakes somebody up.'),
  slo: z
    .strictObject({
      availabilityPercent: z
        .number('must be a number')
        .min(50, 'must be 50 to 99.999')
        .max(99.999, 'must be 50 to 99.999')
        .describe('Of requests that do not fail.'),
      latency: enumSchema(LATENCIES)
        .optional()
        .describe('Within which 99 % of requests are answered.'),
    })
    .optional()
    .describe('What callers may rely upon, over 30 days.'),
});
