import { toYaml } from '../../../render/toYaml';
import type { PlannedFile } from '../../../types';
import { nameVersions } from './actions';

/** A step of a job: what it uses or runs. */
export type Step = { name?: string; id?: string; if?: string; env?: Values } & (
  | { uses: string; with?: Values }
  | { run: string }
);

type Values = Record<string, string | number | boolean>;

/** A job on a machine of GitHub. */
export interface Job {
  needs?: string;
  if?: string;
  permissions?: Record<string, 'read' | 'write'>;
  outputs?: Record<string, string>;
  env?: Values;
  timeoutMinutes: number;
  steps: Step[];
}

/** A workflow below `.github/workflows`. */
export interface Workflow {
  name: string;
  comment: string;
  on: object;
  concurrency: object;
  env?: Values;
  jobs: Record<string, Job>;
}

// An image of machines by its version: "latest" becomes another one some day.
const MACHINE = 'ubuntu-24.04';

/** The file of a workflow: what no job asks for it may not do. */
export function toWorkflow({
  name,
  comment,
  jobs,
  ...workflow
}: Workflow): PlannedFile {
  const document = {
    ...workflow,
    name,
    permissions: { contents: 'read' },
    // Unlike the default it stops at a command that fails within a pipe.
    defaults: { run: { shell: 'bash' } },
    jobs: Object.fromEntries(
      Object.entries(jobs).map(([id, { timeoutMinutes, ...job }]) => [
        id,
        { ...job, 'runs-on': MACHINE, 'timeout-minutes': timeoutMinutes },
      ]),
    ),
  };
  return {
    path: `.github/workflows/${name}.yaml`,
    text: nameVersions(toYaml(document, comment)),
  };
}
