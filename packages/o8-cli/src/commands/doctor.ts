import {
  anchorFiles,
  createConnection,
  builtInSources,
  DEFAULT_TIMING,
  diagnoseClusters,
  type ClusterDiagnosis,
  type O8Config,
} from '@orchestr8/backstage-plugin-o8-backend/engine';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { ofFile } from '../FileProblem';
import { EXIT, reportProblems, type Report } from '../Report';
import { readConfiguration } from './readConfiguration';
import { toDoctorTable } from './toDoctorTable';

/** What `o8 doctor` is asked for. */
export interface DoctorOptions {
  cwd: string;
  /** Files of the configuration; those of the folder where none is named. */
  files: string[];
  /** Names of clusters; all where none is named. */
  clusters: string[];
  /** Where the backend runs, as it was typed. */
  backendFolder?: string;
  /** For how long one cluster may take. */
  timeoutMs: number;
}

/** Where the backend of a Backstage repository runs. */
const BACKEND_FOLDER = 'packages/backend';
/** A cluster is asked several things, one after the other. */
const ANSWERS_IN_A_ROW = 3;

/** Asks each configured cluster for all that the backend would ask it for. */
export async function doctor(options: DoctorOptions): Promise<Report> {
  const { cwd, files, clusters: names } = options;
  const configuration = await readConfiguration({ cwd, files });
  if (!configuration.ok) {
    return reportProblems(configuration.problems, { exitCode: EXIT.problem });
  }
  const { clusters } = configuration.value;
  const known = clusters.map(({ name }) => name);
  const unknown = names.filter(name => !known.includes(name));
  if (unknown.length) {
    const message = `not configured; there is ${known.join(', ') || 'none'}`;
    return reportProblems(
      unknown.map(name => ofFile(`--cluster ${name}`, 'invalid', message)),
      { exitCode: EXIT.usage },
    );
  }
  if (!known.length) {
    // Green needs proof: a look at nothing has found nothing out.
    const problem = ofFile('o8.clusters', 'invalid', 'names no cluster');
    return reportProblems([problem], { exitCode: EXIT.problem });
  }
  const found = await diagnose(configuration.value, options);
  return {
    exitCode: found.every(({ ok }) => ok) ? EXIT.ok : EXIT.problem,
    problems: [],
    table: toDoctorTable(found),
    lines: [summarize(found)],
    notes: [],
    data: { clusters: found },
  };
}

async function diagnose(
  { clusters, exec }: O8Config,
  options: DoctorOptions,
): Promise<ClusterDiagnosis[]> {
  const { timeoutMs } = options;
  const folder = await findBackendFolder(options);
  const answerTimeoutMs = Math.ceil(
    Math.min(DEFAULT_TIMING.answerTimeoutMs, timeoutMs / ANSWERS_IN_A_ROW),
  );
  return diagnoseClusters({
    clusters: clusters.map(cluster => anchorFiles(cluster, folder)),
    only: options.clusters.length ? options.clusters : undefined,
    sources: builtInSources,
    timeoutMs,
    connect: cluster =>
      createConnection(cluster, {
        timing: {
          ...DEFAULT_TIMING,
          answerTimeoutMs,
          silenceTimeoutMs: answerTimeoutMs,
        },
        allowedExecCommands: exec.allow,
      }),
  });
}

/** The folder that relative files of the configuration are relative to. */
async function findBackendFolder(options: DoctorOptions): Promise<string> {
  const { cwd, backendFolder } = options;
  if (backendFolder !== undefined) {
    return path.resolve(cwd, backendFolder);
  }
  const usual = path.join(cwd, BACKEND_FOLDER);
  const isThere = await stat(usual).then(
    found => found.isDirectory(),
    () => false,
  );
  return isThere ? usual : cwd;
}

function summarize(found: ClusterDiagnosis[]): string {
  const wrong = found.flatMap(({ ok, cluster }) => (ok ? [] : [cluster]));
  const which = wrong.length ? ` (${wrong.join(', ')})` : '';
  return `Asked ${found.length}: ${found.length - wrong.length} well, ${
    wrong.length
  } with problems${which}.`;
}
