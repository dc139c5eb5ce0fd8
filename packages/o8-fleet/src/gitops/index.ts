export { GitOps, type GitOpsOptions } from './GitOps';
export { createDestinationResolver } from './resolveDestination';
export type { Destination, ResolveDestination, RootSource } from './types';
