import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  Source,
  SourceContext,
} from '@orchestr8/backstage-plugin-o8-node';
import type { Rush } from '../assess';
import { createConnection, type PageTurns } from '../clusters';
import type { ClusterConfig, O8Config } from '../config';
import { FactIngest } from '../facts';
import { LeaseLostError, type Lease } from '../leases';
import { ClusterRunner, pause } from '../runner';
import type { FactStore, SourceStore } from '../store';
import type { EngineTelemetry } from '../telemetry';
import type { EngineTiming } from '../timing';

/** What the reading of a cluster needs. */
export interface ReadClusterOptions {
  cluster: ClusterConfig;
  config: Pick<O8Config, 'exec' | 'mapping'>;
  sources: Source[];
  factStore: FactStore;
  sourceStore: SourceStore;
  fence: Lease;
  resolveCluster: SourceContext['resolveCluster'];
  /** Shared by all clusters of this process. */
  pageTurns?: PageTurns;
  /** Told while full lists are read. */
  rush?: Pick<Rush, 'begin'>;
  onTouched: () => void;
  onSourceChanged: (sources: string[]) => Promise<void>;
  logger: LoggerService;
  telemetry?: EngineTelemetry;
  timing: EngineTiming;
  signal: AbortSignal;
}

/**
 * Reads a cluster until aborted. Nothing is known that ends a runner but the loss of its
 * lease; if something else does, the cluster is not given up.
 *
 * @throws LeaseLostError when somebody else reads the cluster by now
 */
export async function readCluster(options: ReadClusterOptions): Promise<void> {
  const { cluster, signal, timing } = options;
  const logger = options.logger.child({ cluster: cluster.name });
  while (!signal.aborted) {
    try {
      await createRunner(options, logger).run(signal);
    } catch (error) {
      if (error instanceof LeaseLostError) {
        throw error;
      }
      logger.error(`Reading ${cluster.name} ended`, { error: String(error) });
      await pause(timing.restartMs, signal);
    }
  }
}

function createRunner(
  options: ReadClusterOptions,
  logger: LoggerService,
): ClusterRunner {
  const { cluster, config, sources, sourceStore, fence, timing } = options;
  const { telemetry } = options;
  const { platformNamespaces } = config.mapping;
  return new ClusterRunner({
    cluster: cluster.name,
    connection: createConnection(cluster, {
      timing,
      allowedExecCommands: config.exec.allow,
      pageTurns: options.pageTurns,
      logger,
    }),
    sources,
    ingest: new FactIngest({
      store: options.factStore,
      sources,
      resolveCluster: options.resolveCluster,
      ownership: { platformNamespaces: new Set(platformNamespaces) },
      onTouched: options.onTouched,
      fence,
      telemetry,
      refreshMs: timing.refreshMs,
    }),
    sourceStore,
    rush: options.rush,
    onSourceChanged: options.onSourceChanged,
    fence,
    logger,
    telemetry,
    timing,
  });
}
