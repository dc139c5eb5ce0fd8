import {
  platformRepository,
  type LandingZone,
} from '@orchestr8/backstage-plugin-o8-common';
import { KEPT, syncWave } from '../../emitters/annotations';
import { FINALIZERS, toDestination } from '../../emitters/argocd';
import { LABEL_PART } from '../../emitters/labels';
import { toYaml } from '../../render/toYaml';
import type { Manifest } from '../../types';
import { MODULES_DIRECTORY, PLATFORM_DIRECTORY } from '../paths';
import { commonPart, restOf } from './commonPart';
import { RECURSIVE_SOURCE } from './directory';
import { fieldsOf, goString, mapTexts, toGoTemplate } from './goTemplate';
import type { Layout } from './Layout';
import { templateObjects } from './templateObjects';

const PATH = `${PLATFORM_DIRECTORY}/application-set.yaml`;

/** The name of the one ApplicationSet of a platform. */
export const APPLICATION_SET = 'o8-modules';

/** Applications from each `module.yaml` by one ApplicationSet; the projects are files. */
export const applicationset: Layout = {
  rootSource: RECURSIVE_SOURCE,
  kinds: [{ group: 'argoproj.io', kind: 'ApplicationSet' }],
  generates: { by: PATH, kinds: ['Application'] },
  planInit: zone => [
    {
      path: PATH,
      objects: [applicationSet(zone)],
    },
  ],
};

function applicationSet(zone: LandingZone): Manifest {
  const { argocd, git } = zone.spec;
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: {
      name: APPLICATION_SET,
      namespace: argocd.namespace,
      labels: { [LABEL_PART]: 'platform' },
      annotations: { ...KEPT, ...syncWave(-15) },
      // Only with it the controller lets the Applications go before the set is removed:
      // Kubernetes would remove them too, and with them what they deployed.
      finalizers: FINALIZERS,
    },
    spec: {
      goTemplate: true,
      // A field that is not there must not become an empty name.
      goTemplateOptions: ['missingkey=error'],
      generators: [
        {
          matrix: {
            generators: [
              {
                git: {
                  repoURL: platformRepository(zone).cloneUrl,
                  revision: git.branch,
                  files: [{ path: `${MODULES_DIRECTORY}/*/module.yaml` }],
                },
              },
              { list: { elementsYaml: elementsTemplate(zone) } },
            ],
          },
        },
      ],
      ...applicationTemplates(zone),
      syncPolicy: {
        // What a generator does not find for once must not be removed: people do that.
        applicationsSync: 'create-update',
        preserveResourcesOnDeletion: true,
      },
    },
  };
}

/** Two elements a placement: its boundary, and its workload by what that is made from. */
function elementsTemplate({ metadata, spec }: LandingZone): string {
  const clusters = spec.clusters.map(cluster => {
    const destination: { name?: string; server?: string } =
      toDestination(cluster);
    const { name = '', server = '' } = destination;
    return `${goString(cluster.name)} (dict "name" ${goString(
      name,
    )} "server" ${goString(server)})`;
  });
  const element = (object: string) =>
    `- {{ toJson (dict "object" ${object} "cluster" .cluster "environment" .environment "destination" $destination) }}`;
  return `{{- $clusters := dict ${clusters.join(' ')} }}
{{- $workload := .spec.workload }}
{{- if eq .spec.landingZone ${goString(metadata.name)} }}
{{- range .spec.placements }}
{{- $destination := get $clusters .cluster }}
{{- if not $destination }}
{{- fail (printf "%s is not a cluster of the landing zone" .cluster) }}
{{- end }}
{{- $source := "placeholder" }}
{{- if hasKey $workload "chart" }}
{{- $source = "chart" }}
{{- else if hasKey $workload "image" }}
{{- $source = "image" }}
{{- end }}
{{- if or (hasKey . "autoscaling") (hasKey $workload "autoscaling") }}
{{- $source = printf "%s-autoscaled" $source }}
{{- end }}
${element('"boundary"')}
${element('$source')}
{{- end }}
{{- end }}
`;
}

/** What all Applications have in common, and a patch with what only some have. */
function applicationTemplates(zone: LandingZone): object {
  const { word, boundary, workloads } = templateObjects(zone);
  const insert = (text: string) =>
    toGoTemplate(text, word, {
      module: '.metadata.name',
      cluster: '.cluster',
      environment: '.environment',
      name: '.destination.name',
      server: '.destination.server',
      repository: 'trimPrefix "oci://" .spec.workload.chart.repository',
      chart: '.spec.workload.chart.name',
      version: '.spec.workload.chart.version',
    });
  const objects = Object.entries({ boundary, ...workloads });
  const common = commonPart(objects.map(([, object]) => object));
  const projectOf = (object: Manifest) => fieldsOf(object.spec).project;
  // Names and projects are in the template, which has to have them.
  const patchOf = (object: Manifest) => {
    const { name } = object.metadata;
    const known = {
      ...common,
      metadata: { ...fieldsOf(common.metadata), name },
      spec: { ...fieldsOf(common.spec), project: projectOf(object) },
    };
    return insert(toYaml(restOf(object, known))).trimEnd();
  };
  const choose = (from: (object: Manifest) => string) =>
    `{{ if eq .object "boundary" }}${insert(from(boundary))}{{ else }}${insert(
      from(workloads.image),
    )}{{ end }}`;
  const { metadata, spec } = common;
  return {
    template: {
      metadata: {
        ...fieldsOf(mapTexts(metadata, insert)),
        name: choose(object => object.metadata.name),
      },
      spec: {
        ...fieldsOf(mapTexts(spec, insert)),
        project: choose(object => String(projectOf(object))),
      },
    },
    templatePatch: `${objects
      .map(
        ([name, object], index) =>
          `{{- ${index > 0 ? 'else ' : ''}if eq .object ${goString(
            name,
          )} }}\n${patchOf(object)}`,
      )
      .join('\n')}\n{{- end }}\n`,
  };
}
