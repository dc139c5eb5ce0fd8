import { NAMESPACE_KIND } from '../bindings';
import type { DbFact } from './FactRow';

/** The Namespaces of modules. */
export class ModuleHomes {
  readonly clusters = new Set<string>();
  readonly names = new Set<string>();
  readonly #modules = new Map<string, Set<string>>();

  constructor(rowsOf: Map<string, DbFact[]>) {
    for (const [module, rows] of rowsOf) {
      for (const row of rows) {
        if (row.kind === NAMESPACE_KIND) {
          this.clusters.add(row.observed_on);
          this.names.add(row.name);
          this.#add(JSON.stringify([row.observed_on, row.name]), module);
          this.#add(JSON.stringify([row.observed_on, null]), module);
        }
      }
    }
  }

  /** Those that have this Namespace; without a name, any on the cluster. */
  modulesAt(cluster: string | null, namespace: string | null): Set<string> {
    return this.#modules.get(JSON.stringify([cluster, namespace])) ?? new Set();
  }

  #add(place: string, module: string): void {
    const modules = this.#modules.get(place) ?? new Set();
    this.#modules.set(place, modules.add(module));
  }
}
