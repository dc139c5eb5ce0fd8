import type { System } from '../System';
import { noteSkeleton } from './noteSkeleton';
import { planSkeleton } from './planSkeleton';

export const skeletons: System = {
  rows: [
    {
      title: 'Code to begin with',
      summary:
        'For Node.js, Python, Go and Java: a small service, worker or job that answers its probes, counts its requests, sends traces, logs JSON with the ids of its trace, uses its database and its bus if it has any, and ends without losing a request. With tests, a lockfile, and an image on what the landing zone names.',
      watches: [],
      checks: [],
      source: 'systems/skeletons',
    },
  ],
  writes: ['workload.runtime'],
  files: planSkeleton,
  notes: noteSkeleton,
};
