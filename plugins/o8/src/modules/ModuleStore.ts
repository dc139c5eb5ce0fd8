import { parseEntityRef } from '@backstage/catalog-model';
import type {
  ModuleDetail,
  O8Api,
} from '@orchestr8/backstage-plugin-o8-common';
import { LiveValue } from '../live';

const MAX_KEPT = 50;
const stores = new WeakMap<O8Api, ModuleStore>();

/** Options of {@link ModuleStore.get}. */
export interface GetModuleOptions {
  entityRef: string;
  getPollMs: () => number;
}

/**
 * The modules that were looked at, so that the cards of one entity share a request,
 * and the last answer is there at once when one comes back.
 */
export class ModuleStore {
  readonly #api: O8Api;
  readonly #values = new Map<string, LiveValue<ModuleDetail>>();

  /** The store of a client; another client, as in tests, has another one. */
  static of(api: O8Api): ModuleStore {
    const store = stores.get(api) ?? new ModuleStore(api);
    stores.set(api, store);
    return store;
  }

  private constructor(api: O8Api) {
    this.#api = api;
  }

  get(options: GetModuleOptions): LiveValue<ModuleDetail> {
    const { entityRef, getPollMs } = options;
    const known = this.#values.get(entityRef);
    if (known) {
      return known;
    }
    const value = new LiveValue<ModuleDetail>({
      load: signal =>
        this.#api.getModule(parseEntityRef(entityRef), { signal }),
      getPollMs,
    });
    this.#values.set(entityRef, value);
    this.#forgetOldest(entityRef);
    return value;
  }

  // A Map keeps the order of insertion, so the first one is the oldest.
  #forgetOldest(keep: string): void {
    for (const [entityRef, value] of this.#values) {
      if (this.#values.size <= MAX_KEPT) {
        return;
      }
      if (value.isIdle && entityRef !== keep) {
        this.#values.delete(entityRef);
      }
    }
  }
}
