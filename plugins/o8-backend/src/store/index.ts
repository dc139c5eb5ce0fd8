export { DatabaseFactReader } from './DatabaseFactReader';
export { DatabaseFactStore } from './DatabaseFactStore';
export { DatabaseLeaseStore } from './DatabaseLeaseStore';
export { DatabaseModuleStore } from './DatabaseModuleStore';
export { DatabaseSourceStore } from './DatabaseSourceStore';
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
export type {
  ModuleEntity,
  ModuleStore,
  NewState,
  SourceAddress,
  StateChange,
  StateRow,
  TouchedModule,
} from './ModuleStore';
export { shardOf, SHARDS } from './shardOf';
export type { SourceRow, SourceStore } from './SourceStore';
