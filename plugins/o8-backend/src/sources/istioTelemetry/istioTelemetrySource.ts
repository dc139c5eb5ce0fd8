import { z } from 'zod';
import { createSource } from '../createSource';
import {
  looseFlag,
  looseList,
  looseName,
  looseNumber,
  looseObject,
  looseRecord,
} from '../loose';

const MAX_PROVIDERS = 10;

/** What is kept of a Telemetry: `istioTelemetry.telemetry`. */
export type TelemetryValue = {
  /** Whether it is for every pod of the namespace. */
  everyPod: boolean;
  tracing: {
    providers: string[];
    /** Null takes the share of the mesh. */
    samplingPercent: number | null;
    isOff: boolean;
  };
  accessLogging: { providers: string[]; isOff: boolean };
};

const providers = looseList(looseObject({ name: looseName }));

const telemetrySchema = looseObject({
  spec: looseObject({
    selector: looseObject({ matchLabels: looseRecord(z.unknown()) }),
    targetRef: z.unknown().optional(),
    targetRefs: looseList(z.unknown()),
    tracing: looseList(
      looseObject({
        providers,
        randomSamplingPercentage: looseNumber,
        disableSpanReporting: looseFlag,
      }),
    ),
    accessLogging: looseList(looseObject({ providers, disabled: looseFlag })),
  }),
});

/** What Istio says of requests: traces and access logs. */
export const istioTelemetrySource = createSource({
  id: 'istioTelemetry',
  reach: 'placements',
  readings: [
    {
      group: 'telemetry.istio.io',
      kind: 'Telemetry',
      plural: 'telemetries',
      fact: 'telemetry',
      read(object) {
        const { spec } = telemetrySchema.parse(object);
        const { selector, targetRef, targetRefs } = spec;
        const { tracing, accessLogging } = spec;
        const value: TelemetryValue = {
          everyPod:
            selector.matchLabels.length === 0 &&
            (targetRef === undefined || targetRef === null) &&
            targetRefs.length === 0,
          tracing: {
            providers: namesOf(tracing),
            samplingPercent:
              tracing.find(
                entry => entry.randomSamplingPercentage !== undefined,
              )?.randomSamplingPercentage ?? null,
            isOff: tracing.some(entry => entry.disableSpanReporting === true),
          },
          accessLogging: {
            providers: namesOf(accessLogging),
            isOff: accessLogging.some(entry => entry.disabled === true),
          },
        };
        return { value };
      },
    },
  ],
});

function namesOf(entries: { providers: { name?: string }[] }[]): string[] {
  return entries
    .flatMap(entry => entry.providers)
    .map(({ name = '' }) => name)
    .slice(0, MAX_PROVIDERS);
}
