import type { GroupKind, ResourceDefinition } from '../../types';
import { CRD_DEFINITION } from './crdDefinition';
import { kindKey } from './kindKey';

/** The kinds that a cluster serves. Each change makes another list. */
export class Definitions {
  #all: readonly ResourceDefinition[];
  readonly #namespaced = new Map<string, boolean>();

  constructor(definitions: readonly ResourceDefinition[]) {
    this.#all = definitions;
    for (const definition of definitions) {
      this.#namespaced.set(kindKey(definition), definition.namespaced);
    }
    if (!this.#namespaced.has(kindKey(CRD_DEFINITION))) {
      this.define(CRD_DEFINITION, [CRD_DEFINITION]);
    }
  }

  all(): readonly ResourceDefinition[] {
    return this.#all;
  }

  /** Whether objects of a kind lie in namespaces; undefined when it is not served. */
  isNamespaced(key: string): boolean | undefined {
    return this.#namespaced.get(key);
  }

  /** Serves a kind in these versions only, in the place where it was. */
  define(kind: GroupKind, versions: readonly ResourceDefinition[]): void {
    const key = kindKey(kind);
    const at = this.#all.findIndex(each => kindKey(each) === key);
    const others = this.#all.filter(each => kindKey(each) !== key);
    this.#all = others.toSpliced(at < 0 ? others.length : at, 0, ...versions);
    if (versions.length > 0) {
      this.#namespaced.set(key, versions[0].namespaced);
    } else {
      this.#namespaced.delete(key);
    }
  }
}
