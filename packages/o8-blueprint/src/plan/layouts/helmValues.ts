import {
  platformRepository,
  type LandingZone,
} from '@orchestr8/backstage-plugin-o8-common';
import type { Field } from '../../edit/Collection';
import { editItems } from '../../edit/editItems';
import { readCollection } from '../../edit/readCollection';
import { toDestination } from '../../emitters/argocd';
import type { ModuleContext } from '../../emitters/types';
import { appProject } from '../../emitters/appProject';
import { workload } from '../../emitters/workload';
import { toYaml } from '../../render/toYaml';
import type { Manifest } from '../../types';
import { BLUEPRINT_VERSION } from '../../version';
import { workloadApplication } from '../applicationNames';
import { PLATFORM_DIRECTORY } from '../paths';
import { commonPart, restOf } from './commonPart';
import { fieldsOf, mapTexts, toGoTemplate } from './goTemplate';
import type { Layout, SharedFile } from './Layout';
import { templateObjects, type Word } from './templateObjects';

const CHART = `${PLATFORM_DIRECTORY}/Chart.yaml`;
const PATH = `${PLATFORM_DIRECTORY}/values.yaml`;
const MODULES: Field = { kind: 'map', field: 'modules' };

const shared: SharedFile = {
  path: PATH,
  entryOf: context => ({
    project: appProject.emit(context)[0].spec,
    placements: context.placements.map(placement => {
      const { environment, cluster } = placement;
      const [object] = workload.emit({ ...context, placement });
      return {
        environment,
        cluster: cluster.name,
        destination: toDestination(cluster),
        workload: restOf(object, knownOf(context, placement)),
      };
    }),
  }),
  read: text => {
    const read = readCollection(text, MODULES);
    if (!read.ok) {
      return read;
    }
    const modules = new Map(
      read.value.items.map(({ key, value }) => [key, value]),
    );
    return { ok: true, value: { modules, messages: [] } };
  },
  put: (text, module, entry) =>
    editItems(text, MODULES, { put: [{ key: module, value: entry }] }),
  remove: (text, module) => editItems(text, MODULES, { remove: [module] }),
  toObjects: (module, entry) => {
    const { project, placements } = fieldsOf(entry);
    const head = { apiVersion: 'argoproj.io/v1alpha1' };
    return [
      {
        ...head,
        kind: 'AppProject',
        metadata: { name: module },
        spec: project,
      },
      ...(Array.isArray(placements) ? placements : []).map(placement => {
        const { cluster, destination, workload: more } = fieldsOf(placement);
        const { metadata, spec, ...others } = fieldsOf(more);
        // As the chart does it: an entry says more than what all have in common.
        return {
          ...head,
          kind: 'Application',
          ...others,
          metadata: {
            name: workloadApplication(module, String(cluster)),
            ...fieldsOf(metadata),
          },
          spec: {
            project: module,
            ...fieldsOf(spec),
            destination: { namespace: module, ...fieldsOf(destination) },
          },
        };
      }),
    ];
  },
};

/** One entry a module for a chart, which makes the objects. */
export const helmValues: Layout = {
  // It says that it is a chart: by itself Argo CD takes a kustomization beside it first.
  rootSource: {
    path: PLATFORM_DIRECTORY,
    helm: { valueFiles: ['values.yaml'] },
  },
  generates: { by: CHART, kinds: ['AppProject', 'Application'] },
  fixed: new RegExp(
    `^${PLATFORM_DIRECTORY}/((Chart\\.(yaml|lock)|\\.helmignore|values\\.schema\\.json)$|(templates|charts|crds)/)`,
  ),
  planInit: zone => [
    {
      path: CHART,
      document: {
        apiVersion: 'v2',
        name: 'o8-platform',
        description: `The modules of ${platformRepository(zone).path}`,
        version: `${BLUEPRINT_VERSION}.0.0`,
      },
    },
    {
      path: PATH,
      document: { modules: {} },
      comment:
        'What the root Application applies, sorted by module. Each entry is made from its module.yaml.',
    },
    {
      path: `${PLATFORM_DIRECTORY}/templates/modules.yaml`,
      text: modulesTemplate(zone),
    },
    {
      // It lies where it does in all layouts; charts reach files beside their templates.
      path: `${PLATFORM_DIRECTORY}/templates/platform.yaml`,
      text: '{{ .Files.Get "app-project.yaml" }}\n',
    },
  ],
  shared,
};

/** What the chart knows of a workload without being told. */
function knownOf(
  { spec, zone }: ModuleContext,
  { cluster, environment }: ModuleContext['placements'][number],
): object {
  const { name } = spec.metadata;
  const { word, common } = commonWorkload(zone);
  const known = mapTexts(common, text =>
    text
      .replaceAll(word('module'), name)
      .replaceAll(word('cluster'), cluster.name)
      .replaceAll(word('environment'), environment),
  );
  const destination = { ...toDestination(cluster), namespace: name };
  const fields = fieldsOf(known);
  return { ...fields, spec: { ...fieldsOf(fields.spec), destination } };
}

interface CommonWorkload {
  word: Word;
  common: object;
}

/** By landing zone, which nobody changes: each placement of each module asks. */
const commons = new WeakMap<LandingZone, CommonWorkload>();

function commonWorkload(zone: LandingZone): CommonWorkload {
  const known = commons.get(zone) ?? findCommonWorkload(zone);
  commons.set(zone, known);
  return known;
}

/** What all workloads have in common. Where they go is said once for both Applications. */
function findCommonWorkload(zone: LandingZone): CommonWorkload {
  const { word, workloads } = templateObjects(zone);
  const common = commonPart(Object.values(workloads));
  const { destination: _destination, ...spec } = fieldsOf(common.spec);
  return { word, common: { ...common, spec } };
}

const DESTINATION = '(merge (dict "namespace" $module) .destination)';

/** What is inserted is JSON, which is YAML that nobody has to indent. */
function modulesTemplate(zone: LandingZone): string {
  const { word, project, boundary } = templateObjects(zone);
  const { common } = commonWorkload(zone);
  const template = (text: string) =>
    toGoTemplate(text, word, {
      module: '$module',
      cluster: '.cluster',
      environment: '.environment',
    }).trimEnd();
  const insert = (object: Manifest, expression: string) =>
    template(toYaml(object)).replace(
      `"${word('inserted')}"`,
      `{{ toJson ${expression} }}`,
    );
  return `{{- define "o8.workload" }}
{{- $module := .module }}
{{- with .placement }}
${template(JSON.stringify(common, null, 2))}
{{- end }}
{{- end }}
{{- range $module, $entry := .Values.modules }}
---
${insert({ ...project, spec: word('inserted') }, '$entry.project')}
{{- range $entry.placements }}
---
${insert(
  {
    ...boundary,
    spec: { ...fieldsOf(boundary.spec), destination: word('inserted') },
  },
  DESTINATION,
)}
---
{{- $common := include "o8.workload" (dict "module" $module "placement" .) | fromJson }}
{{- $where := dict "spec" (dict "destination" ${DESTINATION}) }}
{{ toJson (merge $where .workload $common) }}
{{- end }}
{{- end }}
`;
}
