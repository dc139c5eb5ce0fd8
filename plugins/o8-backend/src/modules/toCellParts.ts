import {
  verdictOfCheck,
  verdictOfReports,
  type ComplianceState,
  type RecoveryState,
  type SyncState,
  type Verdict,
} from '@orchestr8/backstage-plugin-o8-common';
import type { StateRow } from '../store';

/** What a judgement says of one cluster. */
export interface CellPart {
  cluster: string;
  /** The cluster that says so: what Argo CD deploys may be elsewhere. */
  by: string;
  verdict: Verdict;
}

/** What a judgement says of each cluster, as far as it says something, each once. */
export function toCellParts({ facet, state }: StateRow): CellPart[] {
  const parts = new Map<string, CellPart>();
  for (const part of listParts(facet, state)) {
    const { cluster, by, verdict } = part;
    parts.set(JSON.stringify([cluster, by, verdict]), { cluster, by, verdict });
  }
  return [...parts.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, part]) => part);
}

function listParts(facet: string, state: StateRow['state']): CellPart[] {
  switch (facet) {
    case 'sync':
      return listDeployments(state as Partial<SyncState>);
    case 'compliance':
      return listChecks(state as Partial<ComplianceState>);
    case 'recovery':
      return ((state as Partial<RecoveryState>).protections ?? []).map(
        ({ cluster, verdict }) => ({ cluster, by: cluster, verdict }),
      );
    default:
      return [];
  }
}

function listDeployments({ deployments = [] }: Partial<SyncState>): CellPart[] {
  return deployments.flatMap(({ cluster, application, verdict }) =>
    // Of one whose address is no configured cluster's, nobody knows where it is.
    cluster === null ? [] : [{ cluster, by: application.cluster, verdict }],
  );
}

function listChecks({
  checks = [],
  reports = [],
}: Partial<ComplianceState>): CellPart[] {
  return [
    ...checks.map(({ cluster, result }) => ({
      cluster,
      by: cluster,
      verdict: verdictOfCheck(result),
    })),
    ...reports.map(report => ({
      cluster: report.cluster,
      by: report.cluster,
      verdict: verdictOfReports(report),
    })),
  ];
}
