import { toKindKey } from '../runner/mergeKinds';
import type { ClusterDiagnosis, Finding } from './ClusterDiagnosis';
import type { Observations } from './Observations';

/** One cluster as it was found. */
export interface Examined {
  diagnosis: ClusterDiagnosis;
  observations: Observations;
}

const MAX_ADDRESSES = 10;

/**
 * What is missing so that everything can be known of the modules on a cluster, beyond
 * what is wrong with the kinds by themselves. `all` are the clusters that were asked.
 */
export function findPrerequisites(
  cluster: Examined,
  all: Examined[],
): Finding[] {
  const { type, connection } = cluster.diagnosis;
  if (connection.state !== 'ok') {
    // What could not be asked is said already.
    return [];
  }
  // An Argo CD API has Applications, and nothing else is looked for there.
  return [
    ...(type === 'argocd'
      ? []
      : [
          ...findArgoCd(cluster, all),
          ...findModules(cluster),
          ...findVelero(cluster),
          ...findPolicyReports(cluster),
        ]),
    ...findDestinations(cluster),
  ];
}

function findArgoCd(cluster: Examined, all: Examined[]): Finding[] {
  const { cluster: name } = cluster.diagnosis;
  const isDestination = all.some(({ observations }) =>
    [...observations.destinations.values()].some(d => d.cluster === name),
  );
  return isMissing(cluster, ['argoproj.io/Application']) && !isDestination
    ? [
        note(
          'noArgoCd',
          'No Argo CD here, and none of the clusters that were asked deploys here: nothing is known of sync and health',
        ),
      ]
    : [];
}

function findModules(cluster: Examined): Finding[] {
  return isRead(cluster, '/Namespace') && !cluster.observations.hasModules
    ? [
        note(
          'noModules',
          'No Namespace has the label orchestr8.io/module: nothing here belongs to a module',
        ),
      ]
    : [];
}

function findVelero(cluster: Examined): Finding[] {
  if (isMissing(cluster, ['velero.io/Backup', 'velero.io/Schedule'])) {
    return [note('noVelero', 'No Velero here: nothing is known of backups')];
  }
  if (!isRead(cluster, 'velero.io/BackupStorageLocation')) {
    return [];
  }
  const storages = [...cluster.observations.storages.values()];
  if (!storages.length) {
    return [
      problem(
        'noBackupStorage',
        'Velero has no BackupStorageLocation: no backup can be made',
      ),
    ];
  }
  return storages
    .filter(({ phase }) => phase !== 'Available')
    .map(({ name, phase, message }) =>
      problem(
        'backupStorage',
        `BackupStorageLocation ${name} is ${
          phase || 'not validated yet'
        }: no backup can be made there${message ? `: ${message}` : ''}`,
      ),
    );
}

function findPolicyReports(cluster: Examined): Finding[] {
  const kinds = ['wgpolicyk8s.io/PolicyReport', 'openreports.io/Report'];
  return isMissing(cluster, kinds)
    ? [
        note(
          'noPolicyReports',
          'No policy reports here (wgpolicyk8s.io or openreports.io): nothing is known of policies',
        ),
      ]
    : [];
}

/** One problem for each address that is no configured cluster, the most used first. */
function findDestinations({ observations }: Examined): Finding[] {
  const unknown = [...observations.destinations]
    .filter(([, { cluster }]) => cluster === null)
    .sort(([, a], [, b]) => b.applications.size - a.applications.size);
  const told = unknown.slice(0, MAX_ADDRESSES).map(([address, found]) => {
    const { size } = found.applications;
    const who =
      size === 1 ? 'One Application deploys' : `${size} Applications deploy`;
    return problem(
      'unknownDestination',
      address
        ? `${who} to "${address}", which is no configured cluster: add it to the "aliases" of one, or configure it`
        : `${who} to no cluster: the destination has neither name nor server`,
    );
  });
  const rest = unknown.length - told.length;
  return rest > 0
    ? [
        ...told,
        problem(
          'unknownDestination',
          `${rest} more destinations are no configured cluster`,
        ),
      ]
    : told;
}

/** Whether none of the kinds is there. What could not be asked for may be there. */
function isMissing({ diagnosis }: Examined, keys: string[]): boolean {
  const found = diagnosis.kinds.filter(kind => keys.includes(toKindKey(kind)));
  return (
    found.length > 0 && found.every(({ state }) => state === 'notInstalled')
  );
}

function isRead({ diagnosis }: Examined, key: string): boolean {
  return diagnosis.kinds.some(
    kind => toKindKey(kind) === key && kind.state === 'ok',
  );
}

function note(code: string, message: string): Finding {
  return { level: 'note', code, message };
}

function problem(code: string, message: string): Finding {
  return { level: 'problem', code, message };
}
