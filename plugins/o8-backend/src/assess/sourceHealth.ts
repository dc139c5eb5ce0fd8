import type { SourceStatus } from '@orchestr8/backstage-plugin-o8-common';

/** How far what a source says of a cluster can be trusted. */
export interface SourceHealth {
  state: 'fresh' | 'unsupported' | 'old' | 'neverRead';
  /** When it was confirmed last. */
  confirmedAt: string | null;
}

/** How far a source on a cluster can be trusted, as the assessors ask it. */
export function healthOf(
  sources: SourceStatus[],
  source: string,
  cluster: string,
): SourceHealth {
  const status = sources.find(
    candidate => candidate.source === source && candidate.cluster === cluster,
  );
  if (!status) {
    return { state: 'neverRead', confirmedAt: null };
  }
  const { state, confirmedAt } = status;
  if (state === 'fresh' || state === 'unsupported') {
    return { state, confirmedAt };
  }
  return { state: confirmedAt ? 'old' : 'neverRead', confirmedAt };
}
