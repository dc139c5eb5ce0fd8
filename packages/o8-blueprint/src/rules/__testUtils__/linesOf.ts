import { formatProblem } from '@orchestr8/backstage-plugin-o8-common';
import { findInputProblems } from '../findSpecProblems';

/** What the fields of a spec say against each other, a line per problem. */
export function linesOf(spec: object): string[] {
  return findInputProblems({
    metadata: { name: 'billing' },
    spec: { landingZone: 'acme', workload: { kind: 'service' }, ...spec },
  }).map(formatProblem);
}
