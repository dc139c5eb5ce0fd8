import type {
  ModuleSpec,
  Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import { z } from 'zod';
import { chartRepository } from '../emitters/workload';
import {
  boundaryApplication,
  workloadApplication,
} from '../plan/applicationNames';
import { clusterDirectory } from '../plan/paths';
import type { FileManifest } from './manifest';
import type { PlatformFacts } from './platformFacts';

const specSchema = z.looseObject({
  project: z.string(),
  source: z
    .looseObject({ repoURL: z.string(), path: z.string().default('') })
    .optional(),
  sources: z
    .array(
      z.looseObject({
        repoURL: z.string(),
        path: z.string().optional(),
        chart: z.string().optional(),
        targetRevision: z.string().optional(),
        ref: z.string().optional(),
      }),
    )
    .optional(),
  destination: z.looseObject({
    name: z.string().optional(),
    server: z.string().optional(),
    namespace: z.string().default(''),
  }),
  syncPolicy: z
    .looseObject({
      managedNamespaceMetadata: z.unknown().optional(),
      syncOptions: z.array(z.string()).default([]),
    })
    .optional(),
});

type Chart = NonNullable<ModuleSpec['spec']['workload']['chart']>;
type ApplicationSpec = z.output<typeof specSchema>;

/** The spec of an Application, as far as its rules need it. */
export function readApplication({
  object,
}: FileManifest): ApplicationSpec | undefined {
  return specSchema.safeParse(object.spec).data;
}

/** How an Application of a module reaches beyond the module. */
export function findApplicationProblems(
  manifest: FileManifest,
  { metadata, spec: { placements, workload } }: ModuleSpec,
  facts: PlatformFacts,
): Problem[] {
  const { path, object } = manifest;
  const spec = readApplication(manifest);
  if (!spec) {
    return [
      { path, message: 'has a spec that is no Application', kind: 'invalid' },
    ];
  }
  const module = metadata.name;
  const { name, namespace } = object.metadata;
  const boundary = placements.find(
    ({ cluster }) => boundaryApplication(module, cluster) === name,
  );
  const isWorkload = placements.some(
    ({ cluster }) => workloadApplication(module, cluster) === name,
  );
  const messages = [
    ...findCommonProblems(spec, module),
    ...(workload.chart && isWorkload
      ? findChartProblems(spec, workload.chart)
      : findSourceProblems(spec)),
    ...(isUnknown(facts.argocdNamespaces, namespace)
      ? [`is in the namespace "${namespace ?? ''}", not in that of Argo CD`]
      : []),
    ...(boundary
      ? findBoundaryProblems(
          spec,
          clusterDirectory(module, boundary.cluster),
          facts,
        )
      : findWorkloadProblems(spec, module)),
    ...(boundary || isWorkload
      ? []
      : [
          `is the Application "${name}", which no placement of module.yaml has`,
        ]),
  ];
  return messages.map(message => ({ path, message, kind: 'refused' }));
}

function findCommonProblems(
  { project, destination, syncPolicy }: ApplicationSpec,
  module: string,
): string[] {
  return [
    // The namespace and its labels are the boundary's: see namespace.yaml.
    ...(syncPolicy?.managedNamespaceMetadata !== undefined ||
    syncPolicy?.syncOptions.some(option => /^CreateNamespace=/.test(option))
      ? ['makes the namespace or its labels itself: the boundary does']
      : []),
    ...(project === 'default'
      ? ['has the project "default", which allows everything']
      : []),
    ...(destination.namespace === module
      ? []
      : [
          `goes to the namespace "${destination.namespace}": it must be "${module}"`,
        ]),
  ];
}

function findSourceProblems({ source, sources }: ApplicationSpec): string[] {
  return sources || !source ? ['must have one source, and no "sources"'] : [];
}

/** The chart as module.yaml says, and beside it nothing but values. */
function findChartProblems(
  { source, sources = [] }: ApplicationSpec,
  chart: Chart,
): string[] {
  const [theirs, ours, ...others] = sources;
  if (source || !ours || others.length > 0) {
    return ['must have two sources, its chart and its values, and no "source"'];
  }
  const isChart =
    theirs.repoURL === chartRepository(chart) &&
    theirs.chart === chart.name &&
    theirs.targetRevision === chart.version &&
    theirs.path === undefined;
  const isValues =
    ours.ref === 'values' &&
    ours.path === undefined &&
    ours.chart === undefined;
  return [
    ...(isChart
      ? []
      : [
          `must have the chart "${chart.name}" ${chart.version} of ${chart.repository} as its first source`,
        ]),
    ...(isValues
      ? []
      : [
          'has a second source that is more than values: it must have a ref only',
        ]),
  ];
}

function findWorkloadProblems(
  { project }: ApplicationSpec,
  module: string,
): string[] {
  return project === module
    ? []
    : [`has the project "${project}": it must be "${module}"`];
}

/** A boundary may do more than a module: it must be made from the platform repository. */
function findBoundaryProblems(
  { project, source }: ApplicationSpec,
  directory: string,
  facts: PlatformFacts,
): string[] {
  return [
    ...(isUnknown(facts.projects, project)
      ? [`has the project "${project}", which is not the platform's`]
      : []),
    ...(source && isUnknown(facts.repositories, source.repoURL)
      ? [
          `has the source ${source.repoURL}, which is not the platform repository`,
        ]
      : []),
    ...(source && source.path !== directory
      ? [`has the path "${source.path}": it must be "${directory}"`]
      : []),
  ];
}

/** Of an empty set nothing is known, and nothing is refused. */
function isUnknown(known: Set<string>, value: string | undefined): boolean {
  return known.size > 0 && !known.has(value ?? '');
}
