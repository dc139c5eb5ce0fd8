import { startFleet, type Fleet } from '@orchestr8/o8-fleet';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createConnection, type ClusterConnection } from '../../clusters';
import type { ClusterConfig } from '../../config';
import { builtInSources } from '../../sources';
import { DEFAULT_TIMING } from '../../timing';
import { clusterDiagnosisSchema } from '../ClusterDiagnosis';
import {
  diagnoseClusters,
  type DiagnoseClustersOptions,
} from '../diagnoseClusters';

/** The clusters of the demo fleet. */
export const CLUSTERS = ['hub', 'eu-1', 'us-1', 'stage-1'];

/** What is said of a cluster that nothing could be asked. */
export const NOTHING_KNOWN = {
  ok: false,
  signIn: { state: 'unknown', message: null },
  kinds: [],
  findings: [],
};

/** Findings by their codes. */
export const codesOf = (findings: { code: string }[]) =>
  findings.map(({ code }) => code);

/** Connects, and waits a second for each answer. */
export function connect(cluster: ClusterConfig): ClusterConnection {
  return createConnection(cluster, {
    timing: { ...DEFAULT_TIMING, answerTimeoutMs: 1_000 },
    allowedExecCommands: [],
  });
}

/** A fleet for the tests of a file, without faults at the start of each. */
export function useDemoFleet() {
  let fleet: Fleet;
  let dataDir: string;

  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(os.tmpdir(), 'o8-doctor-'));
    fleet = await startFleet({ seed: 5, dataDir, modules: 3, life: false });
  });
  afterEach(() => CLUSTERS.forEach(name => fleet.control.clearFault(name)));
  afterAll(async () => {
    await fleet.close();
    await rm(dataDir, { recursive: true });
  });

  function createCluster(name: string, overrides: object = {}) {
    return {
      name,
      title: `Title of ${name}`,
      type: 'kubernetes' as const,
      url: `${fleet.url}/clusters/${name}`,
      aliases: [`https://api.${name}.o8.example:6443`],
      caFile: fleet.caFile,
      auth: { token: fleet.tokens.reader },
      ...overrides,
    };
  }

  async function diagnose(
    clusters: ReturnType<typeof createCluster>[],
    options: Partial<DiagnoseClustersOptions> = {},
  ) {
    const found = await diagnoseClusters({
      clusters,
      sources: builtInSources,
      timeoutMs: 30_000,
      connect,
      ...options,
    });
    found.forEach(each => clusterDiagnosisSchema.parse(each));
    return found;
  }

  function diagnoseAll() {
    return diagnose(CLUSTERS.map(name => createCluster(name)));
  }

  /** The only diagnosis of a cluster, with what is wrong with its kinds. */
  async function diagnoseOne(overrides: object, timeoutMs: number = 30_000) {
    const [diagnosis] = await diagnose([createCluster('eu-1', overrides)], {
      timeoutMs,
    });
    const wrong = diagnosis.kinds.filter(
      ({ state }) => state !== 'ok' && state !== 'notInstalled',
    );
    return { ...diagnosis, wrong };
  }

  return {
    fleet: () => fleet,
    /** The path of a file in the folder of the fleet. */
    fileOf: (name: string) => path.join(dataDir, name),
    createCluster,
    diagnose,
    diagnoseAll,
    diagnoseOne,
  };
}
