import type { Application } from '../../content/objects/Application';
import type { Report } from '../../content/objects/reportObjects';
import type { KubeObject } from '../../types';

function withStatus(object: KubeObject, change: object): KubeObject {
  const status = object.status as object | undefined;
  return { ...object, status: { ...status, ...change } };
}

/** Argo CD compared it again and found what it knew. */
export function reconcileAgain(
  application: Application,
  time: string,
): KubeObject {
  return withStatus(application, { reconciledAt: time });
}

/** Velero looked at its storage again; it reads only from one that answers. */
export function validateAgain(location: KubeObject, time: string): KubeObject {
  const status = location.status as { phase?: string } | undefined;
  // One that somebody has just written was never looked at.
  const phase = status?.phase ?? 'Available';
  return withStatus(location, {
    phase,
    lastValidationTime: time,
    ...(phase === 'Available' && { lastSyncedTime: time }),
  });
}

/** CloudNativePG looked whether a base backup is due. */
export function checkAgain(scheduled: KubeObject, time: string): KubeObject {
  return withStatus(scheduled, { lastCheckTime: time });
}

/** The background scan came by and found what it knew. */
export function scanAgain(report: Report, seconds: number): Report {
  const timestamp = { seconds, nanos: 0 };
  // Whoever writes a report by hand may leave its results out.
  if ((report as Partial<Report>).results === undefined) return report;
  const results = report.results.map(result => ({ ...result, timestamp }));
  return { ...report, results };
}
