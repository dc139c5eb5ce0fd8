import type {
  ModuleDetail,
  ModuleSummary,
  SourceStatus,
} from '@orchestr8/backstage-plugin-o8-common';
import type { IndexedModule, ModuleIndex, ModuleSnapshot } from '../../modules';

/** What a module is beside its summary. */
export type FakeModule = Partial<Omit<IndexedModule, 'json'>> & {
  summary: ModuleSummary;
};

/** An index of what it is given. */
export class FakeModuleIndex implements ModuleIndex {
  readonly #details = new Map<string, ModuleDetail>();
  readonly #indexed = new WeakMap<FakeModule, IndexedModule>();
  #snapshot: ModuleSnapshot;
  #times = 0;

  constructor(
    readonly statuses: SourceStatus[] = [],
    modules: FakeModule[] = [],
  ) {
    this.#snapshot = this.#toSnapshot(modules);
  }

  current = jest.fn(async () => this.#snapshot);
  detail = jest.fn(async (ref: string) => this.#details.get(ref));
  refresh = jest.fn();

  /** From now on these are all. */
  setModules(modules: FakeModule[]): void {
    this.#snapshot = this.#toSnapshot(modules);
  }

  setDetails(details: ModuleDetail[]): void {
    this.#details.clear();
    details.forEach(detail => this.#details.set(detail.entityRef, detail));
  }

  #toSnapshot(modules: FakeModule[]): ModuleSnapshot {
    this.#times += 1;
    return {
      id: `snapshot ${this.#times}`,
      modules: new Map(
        modules.map(module => [
          module.summary.entityRef,
          this.#toIndexed(module),
        ]),
      ),
      statuses: this.statuses,
      listStatuses: this.statuses,
    };
  }

  // One that is given again did not change: it is the same object.
  #toIndexed(module: FakeModule): IndexedModule {
    const indexed = this.#indexed.get(module) ?? {
      cells: [],
      claimedBy: [module.summary.entityRef],
      namespaces: [],
      ...module,
      json: JSON.stringify(module.summary),
    };
    this.#indexed.set(module, indexed);
    return indexed;
  }
}
