import type { Source } from '@orchestr8/backstage-plugin-o8-node';
import type { ClusterConnection } from '../clusters';
import type { ClusterConfig } from '../config';
import { createClusterResolver } from '../facts/createClusterResolver';
import type { ClusterDiagnosis } from './ClusterDiagnosis';
import { examineCluster, finish, startDiagnosis } from './examineCluster';
import { findPrerequisites, type Examined } from './findPrerequisites';
import { Observations } from './Observations';

/**
 * What is needed to look at clusters.
 *
 * @alpha
 */
export interface DiagnoseClustersOptions {
  /** All that are configured: Applications of one may deploy to another. */
  clusters: ClusterConfig[];
  /** The names of those that are asked; all of them where it is absent. */
  only?: string[];
  sources: Source[];
  /** For how long one cluster may take, in milliseconds. */
  timeoutMs: number;
  connect(cluster: ClusterConfig): ClusterConnection;
}

/**
 * Looks at all clusters at the same time: does each answer and let us in, which kinds
 * can be read, and what is missing. What a cluster does is in the answer: it rejects for
 * mistakes of our own only.
 *
 * @alpha
 */
export async function diagnoseClusters(
  options: DiagnoseClustersOptions,
): Promise<ClusterDiagnosis[]> {
  const { clusters, only } = options;
  const all = await Promise.all(
    clusters
      .filter(({ name }) => !only || only.includes(name))
      .map(cluster => examine(cluster, options)),
  );
  return all.map(each => {
    const { diagnosis } = each;
    const missing = findPrerequisites(each, all);
    return finish({
      ...diagnosis,
      findings: [...diagnosis.findings, ...missing],
    });
  });
}

async function examine(
  cluster: ClusterConfig,
  options: DiagnoseClustersOptions,
): Promise<Examined> {
  if (cluster.type === 'unsupported') {
    return skip(cluster);
  }
  const connection = options.connect(cluster);
  try {
    return await examineCluster({
      cluster,
      connection,
      sources: options.sources,
      resolveCluster: createClusterResolver(options.clusters),
      signal: AbortSignal.timeout(options.timeoutMs),
      now: () => performance.now(),
    });
  } finally {
    await connection.close();
  }
}

function skip(cluster: ClusterConfig & { type: 'unsupported' }): Examined {
  const diagnosis = startDiagnosis(cluster);
  diagnosis.connection = {
    ...diagnosis.connection,
    state: 'skipped',
    code: 'unsupported',
    message: cluster.reason,
  };
  return { diagnosis: finish(diagnosis), observations: new Observations() };
}
