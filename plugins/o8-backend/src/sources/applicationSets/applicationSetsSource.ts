import { z } from 'zod';
import { createSource } from '../createSource';
import {
  looseFlag,
  looseList,
  looseName,
  looseNumber,
  looseObject,
  looseRecord,
  shortText,
} from '../loose';
import {
  conditionsSchema,
  toConditions,
  type Conditions,
} from '../toConditions';

const MAX_NAMES = 30;

/** What is kept of an ApplicationSet: `applicationSets.applicationSet`. */
export type ApplicationSetValue = {
  /** What it makes Applications from, such as `git`; within a matrix too. */
  generators: string[];
  /** The project of what it makes; a template where the sources decide it. */
  project: string | null;
  /** `sync`, `create-only`, …; null is Argo CD's own default. */
  applicationsSync: string | null;
  preservesOnDeletion: boolean;
  /** How many Applications it has made, and the first of them by name. */
  applications: number;
  names: string[];
  conditions: Conditions;
};

const generators = looseList(looseRecord(z.unknown()));

const applicationSetSchema = looseObject({
  spec: looseObject({
    generators,
    template: looseObject({ spec: looseObject({ project: looseName }) }),
    syncPolicy: looseObject({
      applicationsSync: looseName,
      preserveResourcesOnDeletion: looseFlag,
    }),
  }),
  status: looseObject({
    conditions: conditionsSchema,
    resources: looseList(z.object({ kind: shortText, name: shortText })),
    resourcesCount: looseNumber,
  }),
});

const NESTING = ['matrix', 'merge'];
const nested = looseObject({ generators });

/** ApplicationSets of Argo CD: what makes Applications of one template. */
export const applicationSetsSource = createSource({
  id: 'applicationSets',
  reach: 'anywhere',
  readings: [
    {
      group: 'argoproj.io',
      kind: 'ApplicationSet',
      plural: 'applicationsets',
      fact: 'applicationSet',
      read(object) {
        const { spec, status } = applicationSetSchema.parse(object);
        const { applicationsSync, preserveResourcesOnDeletion } =
          spec.syncPolicy;
        const names = status.resources
          .filter(({ kind }) => kind === 'Application')
          .map(({ name }) => name);
        const value: ApplicationSetValue = {
          generators: findGenerators(spec.generators),
          project: spec.template.spec.project ?? null,
          applicationsSync: applicationsSync ?? null,
          preservesOnDeletion: preserveResourcesOnDeletion === true,
          // The list is cut by the controller where there are very many.
          applications: Math.max(status.resourcesCount ?? 0, names.length),
          names: names.sort().slice(0, MAX_NAMES),
          conditions: toConditions(status.conditions),
        };
        return { value };
      },
    },
  ],
});

// A matrix may hold a matrix, and no deeper: Argo CD refuses that.
function findGenerators(
  list: z.output<typeof generators>,
  depth = 0,
): string[] {
  const found = list.flatMap(entries =>
    entries.flatMap(([name, generator]) =>
      NESTING.includes(name) && depth < 2
        ? [
            name,
            ...findGenerators(nested.parse(generator).generators, depth + 1),
          ]
        : [name],
    ),
  );
  // A selector stands beside a generator, and is none.
  return [...new Set(found.filter(name => name !== 'selector'))].sort();
}
