import type { ModuleEntity, StateRow } from './ModuleStore';
import type { Revisions } from './revisions';

/** An entity with what columns call its module. */
export interface KeyedEntity {
  module: string;
  entity: ModuleEntity;
}

/** What is kept of the modules that changed, as it is now. */
export interface ModuleChanges<Judgement> {
  /** Whether these are all modules, and not only those that changed. */
  isAll: boolean;
  /** So far does it reach. */
  revisions: Revisions;
  /** The modules that changed, with the number of the change; also those that are gone. */
  modules: Map<string, number>;
  /** All entities of these modules. */
  entities: KeyedEntity[];
  /** What was judged of these entities. */
  judgements: Judgement[];
}

/** Says what changed of that which is answered of modules. */
export interface ChangeReader {
  /** Where all counters stand: one small query. */
  readRevisions(): Promise<Revisions>;

  /**
   * Everything that changed since the counters stood so, as of one moment; all that there
   * is, if nothing was read before, or if that says nothing any more. `project` takes of
   * each judgement what is to be held in memory, before the next ones are read.
   */
  readChanges<Judgement>(options: {
    since: Revisions | undefined;
    project: (row: StateRow) => Judgement;
  }): Promise<ModuleChanges<Judgement>>;
}
