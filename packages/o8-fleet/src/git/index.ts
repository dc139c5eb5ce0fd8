export { GitHost, type GitHostOptions, type PushListener } from './GitHost';
export type { CommitDetails } from './repositories';
export { seedPlatformRepositories } from './seedPlatformRepositories';
export { GIT_USER } from './smart';
