import { without, type Forecaster } from '../findings';

/**
 * What is seen when it runs, where a module says that it has such a thing at all. A chart
 * may have things of its own that nobody has told.
 */
export function ofData(field: 'secrets' | 'data', reason: string): Forecaster {
  return ({ plan: { spec } }) => {
    const isThere =
      field === 'secrets'
        ? Boolean(spec.spec.secrets?.length)
        : spec.spec.data?.postgresql !== undefined;
    const { chart } = spec.spec.workload;
    if (!isThere && !chart) {
      return [
        without(
          'not-applicable',
          `It declares no ${field === 'secrets' ? 'secrets' : 'database'}.`,
        ),
      ];
    }
    return [without('at-runtime', reason)];
  };
}
