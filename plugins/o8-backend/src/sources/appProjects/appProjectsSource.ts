import { z } from 'zod';
import { createSource } from '../createSource';
import { shortText } from '../loose';
import { withoutCredentials } from '../withoutCredentials';

const MAX_ENTRIES = 30;

/**
 * What is kept of an AppProject: `appProjects.project`. Of long lists those with a
 * wildcard are kept first, so that none is ever cut off.
 */
export type AppProjectValue = {
  sourceRepos: string[];
  destinations: { cluster: string; namespace: string }[];
  /** Such as `apps/Deployment`. Cluster-wide kinds are allowed by name only. */
  clusterKinds: string[];
  /** Null allows every kind that is not denied. */
  namespaceKinds: string[] | null;
  deniedNamespaceKinds: string[];
  /** Other namespaces that Applications of this project may lie in. */
  sourceNamespaces: string[];
  /** Whether any of the lists was longer than what is kept of it. */
  isCut: boolean;
};

const names = z.array(z.string()).nullish();
const kinds = z
  .array(z.object({ group: z.string().nullish(), kind: z.string() }))
  .nullish();

// Not loose: a wildcard that could not be read must not pass for none.
const projectSchema = z.object({
  sourceRepos: names,
  destinations: z
    .array(
      z.object({
        name: z.string().nullish(),
        server: z.string().nullish(),
        namespace: z.string().nullish(),
      }),
    )
    .nullish(),
  clusterResourceWhitelist: kinds,
  namespaceResourceWhitelist: kinds,
  namespaceResourceBlacklist: kinds,
  sourceNamespaces: names,
});

/** AppProjects of Argo CD: where Applications may come from and go to. */
export const appProjectsSource = createSource({
  id: 'appProjects',
  reach: 'anywhere',
  readings: [
    {
      group: 'argoproj.io',
      kind: 'AppProject',
      plural: 'appprojects',
      fact: 'project',
      read: ({ spec }) => ({ value: toValue(projectSchema.parse(spec ?? {})) }),
    },
  ],
});

function toValue(spec: z.output<typeof projectSchema>): AppProjectValue {
  const allowed = spec.namespaceResourceWhitelist;
  const lists = {
    sourceRepos: (spec.sourceRepos ?? []).map(withoutCredentials),
    clusterKinds: toKinds(spec.clusterResourceWhitelist),
    namespaceKinds: toKinds(allowed),
    deniedNamespaceKinds: toKinds(spec.namespaceResourceBlacklist),
    sourceNamespaces: spec.sourceNamespaces ?? [],
  };
  const destinations = (spec.destinations ?? []).map(
    ({ name, server, namespace }) => ({
      cluster: cut(name || server || ''),
      namespace: cut(namespace ?? ''),
    }),
  );
  return {
    sourceRepos: keep(lists.sourceRepos).map(cut),
    destinations: keep(
      destinations,
      ({ cluster, namespace }) => cluster + namespace,
    ),
    clusterKinds: keep(lists.clusterKinds).map(cut),
    namespaceKinds: allowed ? keep(lists.namespaceKinds).map(cut) : null,
    deniedNamespaceKinds: keep(lists.deniedNamespaceKinds).map(cut),
    sourceNamespaces: keep(lists.sourceNamespaces).map(cut),
    isCut: [...Object.values(lists), destinations].some(
      list => list.length > MAX_ENTRIES,
    ),
  };
}

function toKinds(list: z.output<typeof kinds>): string[] {
  return (list ?? []).map(({ group, kind }) => `${group ?? ''}/${kind}`);
}

function keep<T>(
  list: T[],
  toText: (entry: T) => string = entry => String(entry),
): T[] {
  const isWild = (entry: T) => toText(entry).includes('*');
  return [
    ...list.filter(isWild),
    ...list.filter(entry => !isWild(entry)),
  ].slice(0, MAX_ENTRIES);
}

function cut(text: string): string {
  return shortText.parse(text);
}
