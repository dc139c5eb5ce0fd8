import type {
  MetricsService,
  TracingService,
} from '@backstage/backend-plugin-api/alpha';
import { ClusterError } from '../clusters/ClusterError';
// Not by its folder, which tells telemetry what it does.
import { LeaseLostError } from '../leases/Lease';
import { createInstruments, type Instruments } from './createInstruments';
import type { AnswerTelemetry, EngineTelemetry } from './Telemetry';
import { TouchedTimes } from './TouchedTimes';

/** A request that was answered, or given up. */
export interface MeasuredRequest {
  method: string;
  /** The template of its route. */
  route: string;
  status: number;
  durationMs: number;
}

/** What the store was asked. */
export interface MeasuredStoreCall {
  store: string;
  operation: string;
  durationMs: number;
  error?: unknown;
}

/** What of this replica is shown as it is at the moment, and not as it came to be. */
export interface ReplicaStanding {
  /** How many leases of each class it holds. */
  leasesHeld: Map<string, number>;
  /** How many there are of each class. */
  leasesExpected: Map<string, number>;
  /** When the index was last compared with the store; undefined if it never was. */
  indexLookedMs: number | undefined;
}

/** Everything that the backend tells of itself. */
export interface Telemetry extends EngineTelemetry, AnswerTelemetry {
  requestAnswered(request: MeasuredRequest): void;
  storeAsked(call: MeasuredStoreCall): void;
  standing(): ReplicaStanding;
}

/** Tells metrics and traces. Without an exporter in the process that costs next to nothing. */
export function createTelemetry(options: {
  instruments: Instruments;
  tracing: Pick<TracingService, 'startActiveSpan'>;
}): Telemetry {
  const { instruments, tracing } = options;
  return {
    ...createReadingTelemetry(instruments),
    ...createStandingTelemetry(instruments),
    span: (name, attributes, work) =>
      tracing.startActiveSpan(name, { attributes }, work),
    requestAnswered({ method, route, status, durationMs }) {
      instruments.requestDuration.record(durationMs / 1000, {
        'http.route': route,
        'http.request.method': method,
        'http.response.status_code': status,
      });
    },
    storeAsked({ store, operation, durationMs, error }) {
      instruments.storeDuration.record(durationMs / 1000, {
        'o8.store': store,
        'db.operation.name': operation,
        ...toErrorType(error),
      });
    },
    cacheAsked(cache, isHit) {
      instruments.cacheRequests.add(1, {
        'o8.cache': cache,
        'o8.result': isHit ? 'hit' : 'miss',
      });
    },
  };
}

/** Creates the instruments of the plugin's own meter. */
export function createPluginTelemetry(options: {
  metrics: MetricsService;
  tracing: Pick<TracingService, 'startActiveSpan'>;
}): { telemetry: Telemetry; instruments: Instruments } {
  const instruments = createInstruments(options.metrics);
  return {
    telemetry: createTelemetry({ ...options, instruments }),
    instruments,
  };
}

function createReadingTelemetry(instruments: Instruments) {
  const touched = new TouchedTimes();
  const recordLag = (
    sources: string[],
    stage: 'written' | 'judged',
    seenMs: number,
  ) => {
    const lagSeconds = (performance.now() - seenMs) / 1000;
    for (const source of sources) {
      instruments.changeLag.record(lagSeconds, {
        'o8.source': source,
        'o8.stage': stage,
      });
    }
  };
  return {
    clusterFailed: (cluster, error) =>
      instruments.clusterErrors.add(1, {
        'o8.cluster': cluster,
        'error.type': error instanceof ClusterError ? error.code : 'not_kept',
      }),
    listed: cluster =>
      instruments.clusterLists.add(1, { 'o8.cluster': cluster }),
    watching: cluster =>
      instruments.clusterWatches.add(1, { 'o8.cluster': cluster }),
    wrote({ cluster, sources, objects, result, seenMs }) {
      instruments.objectsRead.add(objects, { 'o8.cluster': cluster });
      for (const change of ['changed', 'refreshed', 'removed'] as const) {
        instruments.factsChanged.add(result[change], {
          'o8.cluster': cluster,
          'o8.change': change,
        });
      }
      if (seenMs !== undefined) {
        recordLag(sources, 'written', seenMs);
        const writtenMs = performance.now();
        touched.touch(result.touched, { seenMs, writtenMs, sources });
      }
    },
    judged({ module, startedMs, error }) {
      instruments.judgementDuration.record(
        (performance.now() - startedMs) / 1000,
        toErrorType(error),
      );
      const time = error === undefined && touched.take(module, startedMs);
      if (time) {
        recordLag(time.sources, 'judged', time.seenMs);
      }
    },
  } satisfies Partial<EngineTelemetry>;
}

function createStandingTelemetry(instruments: Instruments) {
  const held = new Set<string>();
  let expected: string[] = [];
  let indexLookedMs: number | undefined;
  return {
    expectLeases(names) {
      expected = names;
    },
    leaseChanged(name, change) {
      if (change === 'taken') {
        held.add(name);
      } else {
        held.delete(name);
      }
      instruments.leaseChanges.add(1, {
        'o8.lease.class': toLeaseClass(name),
        'o8.change': change,
      });
    },
    indexLooked({ changed }) {
      indexLookedMs = performance.now();
      if (changed) {
        instruments.indexSnapshots.add(1);
      }
    },
    standing: () => ({
      leasesHeld: countByClass(expected, name => held.has(name)),
      leasesExpected: countByClass(expected, () => true),
      indexLookedMs,
    }),
  } satisfies Partial<Telemetry>;
}

/** Such as `cluster` of `cluster/eu-1`. */
function toLeaseClass(name: string): string {
  return name.split('/')[0];
}

/** Also of those classes of which nothing counts: a zero is told, not left out. */
function countByClass(
  names: string[],
  counts: (name: string) => boolean,
): Map<string, number> {
  const classes = new Map<string, number>();
  for (const name of names) {
    const leaseClass = toLeaseClass(name);
    const count = classes.get(leaseClass) ?? 0;
    classes.set(leaseClass, count + (counts(name) ? 1 : 0));
  }
  return classes;
}

/** A few kinds of errors: their texts are without end. */
function toErrorType(error: unknown): { 'error.type'?: string } {
  if (error === undefined) {
    return {};
  }
  if (error instanceof LeaseLostError) {
    return { 'error.type': 'lease_lost' };
  }
  const isTimeout = error instanceof Error && /timeout/i.test(error.name);
  return { 'error.type': isTimeout ? 'timeout' : 'failed' };
}
