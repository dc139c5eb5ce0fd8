import type { ModuleContext } from '../../emitters/types';
import { databaseOf } from '../data/topology';
import { toPipeline } from '../pipelines/toPipeline';
import { RUNTIME_COMMANDS } from './commands';

const MIGRATIONS: [string, string] = [
  'migrations/',
  'what changes the schema of its database before a rollout',
];

/** Rows of the table of files in a README: what is what, of code of our own. */
export function codeFiles({
  spec,
}: Pick<ModuleContext, 'spec'>): [file: string, text: string][] {
  const { runtime } = spec.spec.workload;
  if (!runtime) {
    return [];
  }
  return [
    ...Object.entries(RUNTIME_COMMANDS[runtime].sources),
    ['Dockerfile', 'how its image is built'],
    ...(databaseOf({ spec }) ? [MIGRATIONS] : []),
  ];
}

/** What a developer does with the code first, as the section of a README. */
export function describeCode({
  spec,
}: Pick<ModuleContext, 'spec'>): string | undefined {
  const { runtime, kind, port } = spec.spec.workload;
  if (!runtime) {
    return undefined;
  }
  const { test, start } = RUNTIME_COMMANDS[runtime];
  const needs = [
    ...(databaseOf({ spec }) ? ['its database (`PGHOST`, `PGUSER`, …)'] : []),
    ...(spec.spec.events ? [`its bus (\`${busVariable(spec)}\`, …)`] : []),
  ];
  const listens = kind === 'job' ? '' : `PORT=${port} `;
  return [
    '## Its code',
    '',
    'Test it, as the pipeline does, and start it:',
    '',
    '```sh',
    ...test,
    `${listens}${start}`,
    '```',
    '',
    needs.length > 0
      ? `What it needs beside that is told by the environment, as on the clusters: ${needs.join(
          ' and ',
        )}. What is missing is named when it starts.`
      : 'It needs nothing else.',
    kind === 'job'
      ? ''
      : `Probes, metrics, traces, logs and the end without a lost request are there already: replace the example, and keep them.`,
  ]
    .join('\n')
    .trim();
}

function busVariable({ spec }: ModuleContext['spec']): string {
  return spec.events?.bus === 'kafka' ? 'KAFKA_BOOTSTRAP_SERVERS' : 'NATS_URL';
}

/** Who builds the first image; undefined where somebody has to do so by hand. */
export function describeFirstImage(context: ModuleContext): string | undefined {
  const pipeline = toPipeline(context);
  const { build, ci, tools } = pipeline ?? {};
  // GitLab builds in an image of the landing zone only.
  if (!build || (ci === 'gitlab' && !tools)) {
    return undefined;
  }
  const [first] = build.stages;
  const request = ci === 'gitlab' ? 'merge request' : 'pull request';
  return `The pipeline tests the code, builds its image when something is merged, and opens a ${request} that writes its digest to the overlays of ${
    first ? `\`${first.name}\`` : 'the first stage'
  }: merge that.`;
}
