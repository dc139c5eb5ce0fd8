import type {
  MetricsService,
  MetricsServiceCounter,
  MetricsServiceHistogram,
  MetricsServiceObservableGauge,
} from '@backstage/backend-plugin-api/alpha';
import { METRICS, type MetricDefinition } from './metrics';

interface InstrumentsByKind {
  counter: MetricsServiceCounter;
  histogram: MetricsServiceHistogram;
  gauge: MetricsServiceObservableGauge;
}

/** An instrument for each definition, under the same key. */
export type Instruments = {
  [K in keyof typeof METRICS]: InstrumentsByKind[(typeof METRICS)[K]['kind']];
};

/** Creates the instruments of everything that is measured. */
export function createInstruments(metrics: MetricsService): Instruments {
  const entries = Object.entries<MetricDefinition>(METRICS).map(
    ([key, { name, kind, description, unit, boundaries }]) => {
      switch (kind) {
        case 'counter':
          return [key, metrics.createCounter(name, { description, unit })];
        case 'histogram':
          return [
            key,
            metrics.createHistogram(name, {
              description,
              unit,
              advice: { explicitBucketBoundaries: [...(boundaries ?? [])] },
            }),
          ];
        default:
          return [
            key,
            metrics.createObservableGauge(name, { description, unit }),
          ];
      }
    },
  );
  return Object.fromEntries(entries);
}
