import type { ModuleSpec } from '@orchestr8/backstage-plugin-o8-common';
import { exposureOf } from '../emitters/module/exposure';
import { moduleImage } from '../emitters/module/image';
import type { ModuleContext } from '../emitters/types';
import { VALUES_FILE, valuesFile } from '../plan/paths';
import { describeFirstImage } from '../systems/skeletons/describeCode';
import { escapeMarkdown } from './escapeMarkdown';
import { PLACEHOLDER_PATCH, placeholderPatch } from './placeholderPatch';

type Workload = ModuleSpec['spec']['workload'];
type Chart = NonNullable<Workload['chart']>;

/** What a team has to know and do, in order: one line of Markdown each. */
export function nextSteps(context: ModuleContext): string[] {
  const { chart, job } = context.spec.spec.workload;
  return chart
    ? [...chartSteps(chart), calls(context), tryChart(context, chart)]
    : [
        firstImage(context),
        describeProcess(context),
        ...(job ? [describeRuns(context, job)] : []),
        ...dataSteps(context),
        calls(context),
        'See the result without a cluster: `kubectl kustomize deploy/overlays/<environment>-<cluster>`.',
      ];
}

function firstImage(context: ModuleContext): string {
  const { spec, zone } = context;
  const { image, kind } = spec.spec.workload;
  if (image) {
    return `It runs \`${image}\`. Another version is a change of \`images\` in the overlays.`;
  }
  const meanwhile =
    kind === 'job'
      ? 'it is suspended'
      : "the landing zone's placeholder runs, which listens on `$PORT`";
  const further =
    placeholderPatch(context).length > 0
      ? ` Remove \`${PLACEHOLDER_PATCH}\` there together with the placeholder.`
      : '';
  const own = moduleImage(zone, spec.metadata.name);
  const how =
    describeFirstImage(context) ??
    `Build one, push it as \`${own}\` and write it, best by its digest, to \`images\` in the overlays.${further}`;
  return `It is **waiting for its first image**: until then ${meanwhile}. ${how}`;
}

function describeProcess({ spec: { spec } }: ModuleContext): string {
  const { kind, port, volumes = [], config } = spec.workload;
  const listens = kind === 'service' ? ` listens on \`$PORT\` (${port}),` : '';
  const places = ['/tmp', ...volumes.map(({ mountPath }) => mountPath)];
  const reads = config
    ? ` It reads its files in \`${config.mountPath}\`; they are in \`o8.yaml\`.`
    : '';
  return `The process${listens} runs as user 10001 and writes to ${places
    .map(place => `\`${place}\``)
    .join(', ')} only.${reads}`;
}

function describeRuns(
  { spec }: ModuleContext,
  { schedule, timeoutMinutes, retries }: NonNullable<Workload['job']>,
): string {
  const { name } = spec.metadata;
  return `It runs at \`${schedule}\` (UTC), never twice at once, for at most ${timeoutMinutes} minutes; ${describeRetries(
    retries,
  )}. By hand: \`kubectl -n ${name} create job --from=cronjob/${name} ${name}-by-hand\`.`;
}

function describeRetries(retries: number): string {
  if (retries === 0) {
    return 'after a failure it waits for its next turn';
  }
  const times = retries === 1 ? 'once' : `${retries} times at most`;
  return `after a failure it is tried again ${times}`;
}

function dataSteps({ spec: { spec } }: ModuleContext): string[] {
  const { volumes = [] } = spec.workload;
  const unsaved = volumes.filter(({ backup }) => !backup);
  return volumes.length > 0
    ? [
        `Its volumes outlive pods, and Argo CD never removes them. ${
          unsaved.length > 0
            ? `Backups leave out ${unsaved
                .map(({ name }) => `\`${name}\``)
                .join(', ')}.`
            : 'Backups contain them.'
        }`,
      ]
    : [];
}

/** Who may call it and whom it may call: all that its boundary lets through. */
function calls({ spec, edges, hosts }: ModuleContext): string {
  const { callers = 'system' } = spec.spec;
  const { system } = spec.metadata;
  const outside = [
    ...edges.map(({ callee, port }) => `\`${callee}\` (port ${port})`),
    ...hosts.map(({ host, port }) => `\`${host}\` (port ${port})`),
  ];
  const inside = {
    any: 'Every module may call it that says so in its own `dependsOn`',
    system: system
      ? `Modules of the system \`${system}\` may call it that say so in their own \`dependsOn\``
      : 'Nothing may call it: it belongs to no system, and `callers` names nobody',
  };
  const incoming = Array.isArray(callers)
    ? `${
        callers.map(name => `\`${name}\``).join(', ') || 'Nothing'
      } may call it`
    : inside[callers];
  const first = exposureOf(spec) === 'none' ? 'Nothing may call it' : incoming;
  return outside.length > 0
    ? `${first}. It may call ${outside.join(', ')}, and ask DNS.`
    : `${first}, and it may call nothing yet, except for DNS: \`dependsOn\` in \`o8.yaml\` is its only way out.`;
}

function chartSteps({ podSecurity }: Chart): string[] {
  return [
    `Its values are in \`${VALUES_FILE}\`, and what one cluster is told otherwise in \`deploy/values/\`. Which images it runs is said there too.`,
    podSecurity
      ? `Its namespace enforces the Pod Security Standard "${
          podSecurity.level
        }" until ${podSecurity.expires}. \`${
          podSecurity.owner
        }\` answers for that: ${escapeMarkdown(podSecurity.reason)}`
      : 'Its namespace enforces the Pod Security Standard "restricted": a chart that needs more asks for `podSecurity`.',
    'What is in no namespace, such as a CustomResourceDefinition, is refused: the platform team installs it. Further kinds are named in `chart.kinds`.',
  ];
}

function tryChart(
  { spec, placements }: ModuleContext,
  { repository, name, version }: Chart,
): string {
  const source = repository.startsWith('oci://')
    ? `${repository}/${name}`
    : `${name} --repo ${repository}`;
  const files = [VALUES_FILE, ...placements.slice(0, 1).map(valuesFile)];
  return `See the result without a cluster: \`helm template ${
    spec.metadata.name
  } ${source} --version ${version} ${files
    .map(file => `-f ${file}`)
    .join(' ')}\`.`;
}
