import type {
  ClusterDiagnosis,
  KindDiagnosis,
} from '@orchestr8/backstage-plugin-o8-backend/engine';
import type { Row, Table } from '../Table';

/** What was found out about a cluster, in the order in which it is shown. */
export function toDoctorTable(diagnoses: ClusterDiagnosis[]): Table {
  return {
    head: ['CLUSTER', 'WHAT', 'STATE', 'DETAILS'],
    rows: diagnoses.flatMap(diagnosis => {
      const rows = [
        toConnectionRow(diagnosis),
        ...toSignInRows(diagnosis),
        ...toReadRows(diagnosis.kinds),
        ...toAbsentRows(diagnosis.kinds),
        ...toFindingRows(diagnosis),
        ...toWrongRows(diagnosis.kinds),
      ];
      // Below everything that is well they are found at once.
      const isBad = ({ tone }: Row) => tone === 'bad';
      return [...rows.filter(row => !isBad(row)), ...rows.filter(isBad)].map(
        ({ cells, tone }) => ({ cells: [diagnosis.cluster, ...cells], tone }),
      );
    }),
  };
}

function toConnectionRow({ connection }: ClusterDiagnosis): Row {
  const { state, message, latencyMs, server, takenAt } = connection;
  const details = [
    message,
    latencyMs === null ? null : `${latencyMs} ms`,
    server,
    takenAt && `as of ${takenAt}`,
  ];
  return {
    cells: ['connection', state, details.filter(Boolean).join(', ')],
    tone: state === 'ok' ? 'plain' : 'bad',
  };
}

/** Nothing where nobody answered: why is said already. */
function toSignInRows({ connection, signIn }: ClusterDiagnosis): Row[] {
  if (connection.state !== 'ok') {
    return [];
  }
  const { state, message } = signIn;
  const tone = state === 'ok' ? 'plain' : 'bad';
  return [{ cells: ['sign-in', state, message ?? ''], tone }];
}

/** One line for each API group of which something is read. */
function toReadRows(kinds: KindDiagnosis[]): Row[] {
  const read = groupKinds(kinds.filter(({ state }) => state === 'ok'));
  return [...read].map(([group, found]) => ({
    cells: [group, 'ok', found.map(k => `${k.plural} ${k.version}`).join(', ')],
    tone: 'plain',
  }));
}

/** What is not there is no failure: groups of which there is nothing share a line. */
function toAbsentRows(kinds: KindDiagnosis[]): Row[] {
  const isAbsent = ({ state }: KindDiagnosis) => state === 'notInstalled';
  const absent: string[] = [];
  const rows: Row[] = [];
  for (const [group, found] of groupKinds(kinds)) {
    const missing = found.filter(isAbsent);
    if (missing.length === found.length) {
      absent.push(group);
    } else if (missing.length) {
      const names = missing.map(({ plural }) => plural).join(', ');
      rows.push({ cells: [group, 'not installed', names], tone: 'quiet' });
    }
  }
  return absent.length
    ? [
        ...rows,
        {
          cells: ['other groups', 'not installed', absent.join(', ')],
          tone: 'quiet',
        },
      ]
    : rows;
}

function toWrongRows(kinds: KindDiagnosis[]): Row[] {
  return kinds
    .filter(({ state }) => state !== 'ok' && state !== 'notInstalled')
    .map(({ group, plural, state, message }) => ({
      cells: [[plural, group].filter(Boolean).join('.'), state, message ?? ''],
      tone: 'bad',
    }));
}

function toFindingRows({ findings }: ClusterDiagnosis): Row[] {
  return findings.map(({ level, message }) => ({
    cells: ['prerequisite', level, message],
    tone: level === 'problem' ? 'bad' : 'plain',
  }));
}

function groupKinds(kinds: KindDiagnosis[]): Map<string, KindDiagnosis[]> {
  const groups = new Map<string, KindDiagnosis[]>();
  for (const kind of kinds) {
    const group = kind.group || 'core';
    groups.set(group, [...(groups.get(group) ?? []), kind]);
  }
  return groups;
}
