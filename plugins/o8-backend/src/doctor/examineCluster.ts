import type { ResourceKind, Source } from '@orchestr8/backstage-plugin-o8-node';
import {
  ClusterError,
  type ClusterConnection,
  type Probe,
  type ServedKind,
} from '../clusters';
import type { ClusterConfig } from '../config';
import { toMissingRule } from '../rbac';
import { mergeKinds } from '../runner/mergeKinds';
import { checkKind } from './checkKind';
import type {
  ClusterDiagnosis,
  KindDiagnosis,
  SignInDiagnosis,
} from './ClusterDiagnosis';
import { describeFailure } from './describeFailure';
import type { Examined } from './findPrerequisites';
import { Observations } from './Observations';

/** What is needed to examine a cluster. */
export interface ExamineOptions {
  cluster: ClusterConfig;
  connection: ClusterConnection;
  sources: Source[];
  resolveCluster: (address: string) => string | null;
  /** Ends it: what was not asked until then is reported as such. */
  signal: AbortSignal;
  now: () => number;
}

/** Asks a cluster for everything that the engine would ask it for. */
export async function examineCluster(
  options: ExamineOptions,
): Promise<Examined> {
  const { cluster, connection, signal, now } = options;
  const observations = new Observations();
  const diagnosis = startDiagnosis(cluster);
  const startedAt = now();
  const answer = await attempt<Probe>(
    () => connection.probe({ signal }),
    signal,
  );
  if (answer instanceof ClusterError && isSilent(answer)) {
    diagnosis.connection = {
      ...diagnosis.connection,
      ...describeFailure(answer),
      state: 'failed',
    };
    return { diagnosis: finish(diagnosis), observations };
  }
  diagnosis.connection.latencyMs = Math.round(now() - startedAt);
  if (answer instanceof ClusterError) {
    diagnosis.signIn = refusedSignIn(answer);
    return { diagnosis: finish(diagnosis), observations };
  }
  diagnosis.connection.server = answer.description ?? null;
  diagnosis.connection.takenAt = answer.takenAt ?? null;
  diagnosis.kinds = await examineKinds(options, diagnosis, observations);
  return { diagnosis: finish(diagnosis), observations };
}

/** What is known of a cluster before it is asked: nothing. */
export function startDiagnosis(cluster: ClusterConfig): ClusterDiagnosis {
  const { name, title, type } = cluster;
  return {
    cluster: name,
    title,
    type,
    ok: false,
    connection: {
      state: 'ok',
      code: null,
      message: null,
      latencyMs: null,
      server: null,
      takenAt: null,
    },
    signIn: { state: 'unknown', message: null },
    kinds: [],
    findings: [],
  };
}

/** Green needs proof: nothing is wrong, and at least something can be read. */
export function finish(diagnosis: ClusterDiagnosis): ClusterDiagnosis {
  const { connection, signIn, kinds, findings } = diagnosis;
  const isFine = ({ state }: KindDiagnosis) =>
    state === 'ok' || state === 'notInstalled';
  return {
    ...diagnosis,
    ok:
      connection.state === 'ok' &&
      signIn.state === 'ok' &&
      kinds.every(isFine) &&
      kinds.some(({ state }) => state === 'ok') &&
      findings.every(({ level }) => level === 'note'),
  };
}

async function examineKinds(
  options: ExamineOptions,
  diagnosis: ClusterDiagnosis,
  observations: Observations,
): Promise<KindDiagnosis[]> {
  const { connection, signal } = options;
  const kinds = mergeKinds(options.sources);
  const served = await attempt(
    () => connection.discover(kinds, { signal }),
    signal,
  );
  if (served instanceof ClusterError) {
    diagnosis.signIn = refusedSignIn(served);
    return [];
  }
  diagnosis.signIn = { state: 'ok', message: null };
  // How many are asked for at once is a matter of the connection.
  return Promise.all(
    kinds.map((kind, index) =>
      examineKind({
        ...options,
        kind,
        served: served[index],
        observations,
      }),
    ),
  );
}

async function examineKind(
  options: ExamineOptions & {
    kind: ResourceKind;
    served: ServedKind | ClusterError | null;
    observations: Observations;
  },
): Promise<KindDiagnosis> {
  const { kind, served, connection, observations, signal } = options;
  const { resolveCluster } = options;
  const report = (found: Partial<KindDiagnosis>): KindDiagnosis => ({
    group: kind.group,
    kind: kind.kind,
    plural: kind.plural,
    version: served instanceof ClusterError ? null : served?.version ?? null,
    state: 'ok',
    message: null,
    ...found,
  });
  if (served === null) {
    return report({ state: 'notInstalled' });
  }
  if (served instanceof ClusterError) {
    return report(failedKind(kind, served));
  }
  const context = { cluster: options.cluster.name, resolveCluster };
  const onObjects =
    observations.takerOf(kind, context) ??
    // Of others than Kubernetes a list that ends early is no begin for a watch.
    (options.cluster.type === 'kubernetes' ? undefined : () => {});
  const error = await attempt(
    () => checkKind({ connection, kind: served, onObjects, signal }),
    signal,
  );
  return report(error ? failedKind(kind, error) : {});
}

function failedKind(
  kind: ResourceKind,
  error: ClusterError,
): Pick<KindDiagnosis, 'state' | 'message'> {
  return error.code === 'forbidden'
    ? { state: 'refused', message: `it lacks ${toMissingRule(kind)}` }
    : { state: 'failed', message: error.message };
}

/** The result of a question to the cluster, or its error as data. */
async function attempt<T>(
  ask: () => Promise<T>,
  signal: AbortSignal,
): Promise<T | ClusterError> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ClusterError) {
      return error;
    }
    if (signal.aborted) {
      return new ClusterError('timeout', 'The cluster did not answer in time');
    }
    throw error;
  }
}

/** Whether nobody answered; otherwise somebody did, and what they said is another question. */
function isSilent(error: ClusterError): boolean {
  return error.concernsConnection;
}

function refusedSignIn(error: ClusterError): SignInDiagnosis {
  const isRefusal = error.code === 'unauthorized' || error.code === 'forbidden';
  return {
    state: isRefusal ? 'refused' : 'unknown',
    message: describeFailure(error).message,
  };
}
