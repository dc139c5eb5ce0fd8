import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type { ModuleQuery } from './moduleAttributes';

/**
 * What permissions decide a module by.
 *
 * @public
 */
export interface ModuleAttributes {
  entityRef: string;
  /** By attribute; one that has no value is absent. */
  values: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Answers which modules conditions match. */
export interface VisibilityStore {
  /**
   * The entity refs of the modules that match, among all or among the given ones. With
   * no criteria, every module does.
   */
  select(
    criteria: PermissionCriteria<ModuleQuery> | undefined,
    entityRefs?: string[],
  ): Promise<string[]>;

  /** What is known of each; undefined for one that is no module. */
  attributesOf(entityRefs: string[]): Promise<(ModuleAttributes | undefined)[]>;
}
