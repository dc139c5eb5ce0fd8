export { createClusterResolver } from './createClusterResolver';
export { FactIngest, toSeenKey, type KindChanges } from './FactIngest';
export type { Unreadable } from './toFactRows';
