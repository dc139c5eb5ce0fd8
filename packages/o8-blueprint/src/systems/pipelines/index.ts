import type { System } from '../System';
import { notePipeline } from './notePipeline';
import { planPipeline } from './planPipeline';

const RUNNING = ['Deployment', 'StatefulSet', 'DaemonSet'];

export const pipelines: System = {
  rows: [
    {
      title: 'CI/CD',
      summary:
        'Workflows for GitHub or a pipeline for GitLab: test, build, SBOM, signature without keys, provenance, scan, `o8 validate` and `o8 diff --approved`, and pull requests that write the digest of the image to the first stage and from each stage to the next.',
      watches: [
        ...RUNNING.map(kind => ({ group: 'apps', kind })),
        { group: 'batch', kind: 'CronJob' },
        { group: 'batch', kind: 'Job' },
      ],
      checks: ['VUL-1', 'VUL-2', 'VUL-3', 'VUL-4', 'CHG-3'],
      source: 'systems/pipelines',
    },
  ],
  files: planPipeline,
  notes: notePipeline,
  // "delivery" as a whole is written by the system of that name.
};
