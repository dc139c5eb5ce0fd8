import type {
  ModuleObject,
  ModuleSummary,
  UnmatchedObject,
} from '@orchestr8/backstage-plugin-o8-common';
import type { KnownFact, Placement } from '@orchestr8/backstage-plugin-o8-node';
import type { ClaimType } from '../bindings';
import type { ModuleEntity } from './ModuleStore';

/** What differs between the entities that claim one module. */
export interface EntityFacts {
  binding: ModuleSummary['binding'];
  /** The platform says that the module is another entity's: nothing of it is this one's. */
  isOthers: boolean;
  /** What only its annotations claim, and nobody else. */
  claimed: KnownFact[];
}

/** What is known of one module. */
export interface ModuleFacts {
  placements: Placement[];
  /** What the platform confirms. */
  facts: KnownFact[];
  /** By entity ref. */
  entities: Record<string, EntityFacts>;
}

/** What is on the clusters of an entity, by object. */
export interface EntityObjects {
  /** Ordered by cluster, kind, namespace and name. */
  objects: ModuleObject[];
  totalObjects: number;
  /** Claims that find nothing that the entity may know of. */
  emptyClaims: ClaimType[];
}

/** Answers whose the kept facts are. */
export interface FactReader {
  /**
   * What some modules are judged by, by their names: all that belongs to them, or that
   * their entities claim, and is still there.
   */
  factsOf(
    asked: { module: string; entities: ModuleEntity[] }[],
  ): Promise<Map<string, ModuleFacts>>;

  /** The objects of an entity, at most so many of them. */
  objectsOf(
    entity: ModuleEntity,
    options: { limit: number },
  ): Promise<EntityObjects>;

  /** The objects that belong to no module of the catalog, ordered by address. */
  listUnmatched(): Promise<UnmatchedObject[]>;
}
