export { GitHost, type GitHostOptions, type PushListener } from './GitHost';
export type { CommitDetails } from './repositories';
export type { ExampleModule } from './examples';
export {
  seedPlatformRepositories,
  type SeededRepositories,
} from './seedPlatformRepositories';
export { GIT_USER } from './smart';
