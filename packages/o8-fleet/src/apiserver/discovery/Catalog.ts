import type { ResourceDefinition } from '../../types';
import { apiVersionOf } from '../store';

/** A group with its versions, the preferred one first. */
export interface CatalogGroup {
  name: string;
  versions: { version: string; definitions: ResourceDefinition[] }[];
}

/** What a cluster serves, ordered by group and version. */
export class Catalog {
  readonly groups: readonly CatalogGroup[];
  readonly #byPath = new Map<string, ResourceDefinition>();

  constructor(definitions: readonly ResourceDefinition[]) {
    const groups = new Map<string, Map<string, ResourceDefinition[]>>();
    for (const definition of definitions) {
      const { group, version, plural } = definition;
      const versions = groups.get(group) ?? new Map();
      groups.set(group, versions);
      versions.set(version, [...(versions.get(version) ?? []), definition]);
      this.#byPath.set(`${apiVersionOf(definition)}/${plural}`, definition);
    }
    this.groups = Array.from(groups, ([name, versions]) => ({
      name,
      versions: Array.from(versions, ([version, of]) => ({
        version,
        definitions: of,
      })),
    }));
  }

  /** The kind behind a path. */
  find(path: {
    group: string;
    version: string;
    plural: string;
  }): ResourceDefinition | undefined {
    return this.#byPath.get(`${apiVersionOf(path)}/${path.plural}`);
  }
}
