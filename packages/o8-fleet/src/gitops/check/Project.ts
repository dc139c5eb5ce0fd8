import { z } from 'zod';
import type { GroupKind, KubeObject } from '../../types';
import { globMatches, isGlob } from './globMatches';

// A denial that could not be judged would permit.
const globSchema = z.string().refine(isGlob, 'has too many alternatives');

const kindsSchema = z.array(
  z.looseObject({
    group: globSchema.default(''),
    kind: globSchema,
    name: globSchema.optional(),
  }),
);

const specSchema = z.looseObject({
  sourceRepos: z.array(globSchema).nullish(),
  destinations: z
    .array(
      z.looseObject({
        server: globSchema.optional(),
        name: globSchema.optional(),
        namespace: globSchema.optional(),
      }),
    )
    .nullish(),
  clusterResourceWhitelist: kindsSchema.nullish(),
  clusterResourceBlacklist: kindsSchema.nullish(),
  namespaceResourceWhitelist: kindsSchema.nullish(),
  namespaceResourceBlacklist: kindsSchema.nullish(),
});

/** A cluster by all the names and addresses that Argo CD has for it. */
export interface ClusterAddresses {
  names: readonly string[];
  servers: readonly string[];
}

type Kinds = z.output<typeof kindsSchema> | null | undefined;

/** What an AppProject permits. */
export class Project {
  readonly name: string;
  readonly #spec: z.output<typeof specSchema>;

  private constructor(name: string, spec: z.output<typeof specSchema>) {
    this.name = name;
    this.#spec = spec;
  }

  /** Undefined for an object that is written in another way than AppProjects are. */
  static read(object: KubeObject): Project | undefined {
    const result = specSchema.safeParse(object.spec ?? {});
    return result.success
      ? new Project(object.metadata.name, result.data)
      : undefined;
  }

  permitsSource(repoUrl: string): boolean {
    const url = normalize(repoUrl);
    const globs = this.#spec.sourceRepos ?? [];
    const matches = (glob: string) =>
      globMatches(normalize(glob), url, { separated: true });
    return (
      globs.some(glob => !glob.startsWith('!') && matches(glob)) &&
      !globs.some(glob => glob.startsWith('!') && matches(glob.slice(1)))
    );
  }

  permitsDestination(cluster: ClusterAddresses, namespace: string): boolean {
    let isPermitted = false;
    for (const each of this.#spec.destinations ?? []) {
      const at = matchOf([
        [each.server, cluster.servers],
        [each.name, cluster.names],
      ]);
      const inside = matchOf([[each.namespace ?? '', [namespace]]]);
      if (at === 'denied' && inside !== 'no') return false;
      if (at === 'yes' && inside === 'denied') return false;
      isPermitted ||= at === 'yes' && inside === 'yes';
    }
    return isPermitted;
  }

  permitsKind(kind: GroupKind, options: { namespaced: boolean; name: string }) {
    const { namespaced, name } = options;
    const spec = this.#spec;
    const has = (kinds: Kinds) =>
      (kinds ?? []).some(
        each =>
          globMatches(each.group, kind.group) &&
          globMatches(each.kind, kind.kind) &&
          (!each.name || globMatches(each.name, name)),
      );
    if (!namespaced) {
      return (
        has(spec.clusterResourceWhitelist) &&
        !has(spec.clusterResourceBlacklist)
      );
    }
    // Without a list all are permitted; with an empty one none.
    const allowed = spec.namespaceResourceWhitelist;
    const isAllowed = allowed === undefined || allowed === null || has(allowed);
    return isAllowed && !has(spec.namespaceResourceBlacklist);
  }
}

type Match = 'yes' | 'no' | 'denied';

/** The first field that is given decides; `!` denies what it matches. */
function matchOf(
  fields: readonly (readonly [string | undefined, readonly string[]])[],
): Match {
  let result: Match = 'no';
  for (const [glob, values] of fields) {
    if (!glob) continue;
    const isDenial = glob.startsWith('!');
    const pattern = isDenial ? glob.slice(1) : glob;
    if (!values.some(value => globMatches(pattern, value))) continue;
    if (isDenial) return 'denied';
    result = 'yes';
  }
  return result;
}

function normalize(url: string): string {
  return url.replace(/\/+$/, '').replace(/\.git$/, '');
}
