export { GitHost, type GitHostOptions, type PushListener } from './GitHost';
export { seedPlatformRepositories } from './seedPlatformRepositories';
export { GIT_USER } from './smart';
