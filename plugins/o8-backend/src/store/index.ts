export { DatabaseSourceStore } from './DatabaseSourceStore';
export type { SourceRow, SourceStore } from './SourceStore';
