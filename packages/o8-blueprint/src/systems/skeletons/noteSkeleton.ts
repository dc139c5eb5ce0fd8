import type { ModuleContext } from '../../emitters/types';
import { metricsEndpoint } from '../../emitters/module/metricsEndpoint';
import { exposureOf } from '../../emitters/module/exposure';
import { databaseOf } from '../data/topology';
import type { Runtime } from '../pipelines/toPipeline';
import { RUNTIME_COMMANDS } from './commands';
import { baseImages, fewestConnections } from './skeletonInput';

/** Where the code that a module begins with does not do what its spec says. */
export function noteSkeleton(context: ModuleContext): string[] {
  const { spec, zone } = context;
  const { runtime } = spec.spec.workload;
  if (!runtime) {
    return [];
  }
  const { build, isPinned } = baseImages(zone, runtime);
  return [
    ...(isPinned
      ? []
      : [
          `The image is built on ${build}, whose tag may become another image: the landing zone has no "images.${runtime}".`,
        ]),
    ...noteDifferences(context, runtime),
    ...noteConnections(context),
    ...(exposureOf(spec) === 'public' && metricsEndpoint(context)?.isShared
      ? [
          'Its metrics are at its public host too: say "observability.metrics.port" to have them at a port of their own.',
        ]
      : []),
  ];
}

/** A database refuses those that are too many, in a rollout first. */
function noteConnections(context: ModuleContext): string[] {
  const { connectionLimit } = databaseOf(context) ?? {};
  const fewest = fewestConnections(context);
  return connectionLimit !== undefined && connectionLimit < fewest
    ? [
        `All pods of a rollout and its migrations need ${fewest} connections at least, and "data.postgresql.connectionLimit" allows ${connectionLimit}.`,
      ]
    : [];
}

function noteDifferences({ spec }: ModuleContext, runtime: Runtime): string[] {
  const { workload, data, exposure } = spec.spec;
  const migrations = data?.postgresql?.migrations;
  const own = RUNTIME_COMMANDS[runtime].migrate;
  const missing = [
    ...(workload.command ? ['the program of "workload.command"'] : []),
    ...(migrations && migrations.command.join('\0') !== own.join('\0')
      ? ['the program of "data.postgresql.migrations.command"']
      : []),
    ...listForeignProbes(workload).map(
      probe => `what "workload.probes.${probe}" asks for`,
    ),
    ...(exposure?.tls === 'passthrough'
      ? ['the certificate that "exposure.tls: passthrough" needs']
      : []),
  ];
  return missing.map(
    what =>
      `The code that it begins with does not have ${what}: write it before the first image is deployed.`,
  );
}

type Workload = ModuleContext['spec']['spec']['workload'];

/** Those that ask a program, or a port at which it does not answer. */
function listForeignProbes({ probes, port }: Workload): string[] {
  return Object.entries(probes ?? {}).flatMap(([name, probe]) =>
    probe?.command || (probe?.port !== undefined && probe.port !== port)
      ? [name]
      : [],
  );
}
