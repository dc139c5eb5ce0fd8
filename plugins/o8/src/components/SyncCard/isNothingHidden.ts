import type { SourceStatus } from '@orchestr8/backstage-plugin-o8-common';

const RELEVANT = ['connection', 'argocd'];

/** Whether every Application of the fleet is known now: one could be on any cluster. */
export function isNothingHidden(statuses: SourceStatus[]): boolean {
  const relevant = statuses.filter(({ source }) => RELEVANT.includes(source));
  return (
    relevant.every(
      ({ state }) => state === 'fresh' || state === 'unsupported',
    ) &&
    relevant.some(
      ({ source, state }) => source === 'argocd' && state === 'fresh',
    )
  );
}
