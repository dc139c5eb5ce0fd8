import type { MetricsServiceObservableGauge } from '@backstage/backend-plugin-api/alpha';
import type { SourceStatus } from '@orchestr8/backstage-plugin-o8-common';
import type { Instruments } from './createInstruments';
import type { ReplicaStanding } from './createTelemetry';
import { KeptReading } from './KeptReading';

/** The database is not asked more often, however often somebody scrapes. */
const KEEP_MS = 10_000;
/** A scrape must not hang with the database. */
const LIMIT_MS = 2_000;

/** What waits to be judged. */
export interface Waiting {
  modules: number;
  fanOuts: number;
}

/** Where the gauges read. */
export interface GaugeReaders {
  listStatuses: () => Promise<SourceStatus[]>;
  countWaiting: () => Promise<Waiting>;
  /** Whether the store answers. */
  isStoreUp: () => Promise<boolean>;
  standing: () => ReplicaStanding;
}

/** Shows what is so at the moment. What the store does not say is left out. */
export function observeGauges(
  instruments: Instruments,
  readers: GaugeReaders,
): void {
  const limits = { keepMs: KEEP_MS, limitMs: LIMIT_MS };
  const statuses = new KeptReading({ ...limits, read: readers.listStatuses });
  const waiting = new KeptReading({ ...limits, read: readers.countWaiting });

  observe(instruments.confirmationAge, async tell => {
    const now = Date.now();
    for (const {
      cluster,
      source,
      state,
      confirmedAt,
    } of await statuses.get()) {
      if (confirmedAt !== null && state !== 'unsupported') {
        const ageMs = Math.max(0, now - Date.parse(confirmedAt));
        tell(ageMs / 1000, { 'o8.cluster': cluster, 'o8.source': source });
      }
    }
  });
  observe(instruments.sources, async tell => {
    for (const [cluster, states] of countStates(await statuses.get())) {
      for (const [state, count] of states) {
        tell(count, { 'o8.cluster': cluster, 'o8.state': state });
      }
    }
  });
  observe(instruments.modulesWaiting, async tell =>
    tell((await waiting.get()).modules),
  );
  observe(instruments.fanOutsWaiting, async tell =>
    tell((await waiting.get()).fanOuts),
  );
  observe(instruments.storeUp, async tell =>
    tell((await readers.isStoreUp()) ? 1 : 0),
  );
  observeStanding(instruments, readers);
}

function observeStanding(
  instruments: Instruments,
  { standing }: GaugeReaders,
): void {
  observe(instruments.leasesHeld, async tell =>
    standing().leasesHeld.forEach((count, leaseClass) =>
      tell(count, { 'o8.lease.class': leaseClass }),
    ),
  );
  observe(instruments.leasesExpected, async tell =>
    standing().leasesExpected.forEach((count, leaseClass) =>
      tell(count, { 'o8.lease.class': leaseClass }),
    ),
  );
  observe(instruments.indexAge, async tell => {
    const { indexLookedMs } = standing();
    if (indexLookedMs !== undefined) {
      tell((performance.now() - indexLookedMs) / 1000);
    }
  });
}

type Tell = (value: number, attributes?: Record<string, string>) => void;

function observe(
  gauge: MetricsServiceObservableGauge,
  work: (tell: Tell) => Promise<void>,
): void {
  gauge.addCallback(async result => {
    try {
      await work((value, attributes) => result.observe(value, attributes));
    } catch {
      // No value is the truth about what cannot be read; `o8.store.up` says why.
    }
  });
}

const STATES: SourceStatus['state'][] = [
  'fresh',
  'stale',
  'failed',
  'unsupported',
];

function countStates(
  statuses: SourceStatus[],
): Map<string, Map<SourceStatus['state'], number>> {
  const clusters = new Map<string, Map<SourceStatus['state'], number>>();
  for (const { cluster, state } of statuses) {
    // Zeros too: a series that vanishes looks to an alert like one that is well.
    const counts =
      clusters.get(cluster) ?? new Map(STATES.map(each => [each, 0]));
    counts.set(state, (counts.get(state) ?? 0) + 1);
    clusters.set(cluster, counts);
  }
  return clusters;
}
