export type { ChangeReader, KeyedEntity, ModuleChanges } from './ChangeReader';
export { DatabaseChangeReader } from './DatabaseChangeReader';
export { DatabaseFactReader } from './DatabaseFactReader';
export { DatabaseFactStore } from './DatabaseFactStore';
export { DatabaseHistoryReader } from './DatabaseHistoryReader';
export { DatabaseLeaseStore } from './DatabaseLeaseStore';
export { DatabaseModuleStore } from './DatabaseModuleStore';
export { DatabaseMonitor } from './DatabaseMonitor';
export { DatabaseSourceStore } from './DatabaseSourceStore';
export { DatabaseVisibilityStore } from './DatabaseVisibilityStore';
export { toObjectKey, type FactRow } from './FactRow';
export type {
  ApplyResult,
  FactBatch,
  FactStore,
  ObjectName,
} from './FactStore';
export type {
  EntityFacts,
  EntityObjects,
  FactReader,
  ModuleFacts,
} from './FactReader';
export {
  toAttributeValue,
  type ModuleAttribute,
  type ModuleQuery,
} from './moduleAttributes';
export type {
  HistoryPage,
  HistoryPosition,
  HistoryReader,
  HistoryRecord,
  HistoryRow,
  HistorySelection,
} from './HistoryReader';
export type {
  Judgement,
  ModuleEntity,
  ModuleStore,
  NewState,
  SourceAddress,
  StateChange,
  StateRow,
  TouchedModule,
} from './ModuleStore';
export { isChanged, type Revisions, type ShardRevision } from './revisions';
export { shardOf, SHARDS } from './shardOf';
export type { SourceRow, SourceStore } from './SourceStore';
export type { ModuleAttributes, VisibilityStore } from './VisibilityStore';
export { openStores, type OpenStoresOptions, type Stores } from './openStores';
