import type {
  MetricAttributes,
  MetricsServiceObservableCallback,
} from '@backstage/backend-plugin-api/alpha';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';

/** One value that was told, with what tells its series apart. */
export interface Sample {
  value: number;
  attributes: MetricAttributes;
}

/** The metrics service with a memory of everything that it was told. */
export class RecordedMetrics {
  readonly #samples = new Map<string, Sample[]>();
  readonly #gauges = new Map<string, MetricsServiceObservableCallback[]>();

  readonly service = metricsServiceMock.mock({
    createCounter: name => ({ add: this.#tell(name) }),
    createHistogram: name => ({ record: this.#tell(name) }),
    createObservableGauge: name => ({
      addCallback: callback => {
        this.#gauges.set(name, [...(this.#gauges.get(name) ?? []), callback]);
      },
      removeCallback: () => {},
    }),
  });

  /** What a counter or a histogram was told, the oldest first. */
  samplesOf(name: string): Sample[] {
    return this.#samples.get(name) ?? [];
  }

  /** The attributes of everything that was told, whatever its value. */
  seriesOf(name: string): MetricAttributes[] {
    return this.samplesOf(name).map(({ attributes }) => attributes);
  }

  /** Scrapes a gauge. */
  async observe(name: string): Promise<Sample[]> {
    const samples: Sample[] = [];
    for (const callback of this.#gauges.get(name) ?? []) {
      await callback({
        observe: (value, attributes = {}) =>
          samples.push({ value, attributes }),
      });
    }
    return samples;
  }

  /** The names of gauges that somebody shows. */
  gauges(): string[] {
    return [...this.#gauges.keys()];
  }

  #tell(name: string) {
    return (value: number, attributes: MetricAttributes = {}) => {
      this.#samples.set(name, [...this.samplesOf(name), { value, attributes }]);
    };
  }
}
