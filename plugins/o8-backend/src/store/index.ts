export { DatabaseFactStore } from './DatabaseFactStore';
export { DatabaseModuleStore } from './DatabaseModuleStore';
export { DatabaseSourceStore } from './DatabaseSourceStore';
export { toObjectKey, type FactRow } from './FactRow';
export type {
  ApplyResult,
  FactBatch,
  FactStore,
  ModuleFacts,
  ObjectName,
} from './FactStore';
export type {
  ModuleEntity,
  ModuleStore,
  NewState,
  SourceAddress,
  StateChange,
  StateRow,
  TouchedModule,
} from './ModuleStore';
export type { SourceRow, SourceStore } from './SourceStore';
