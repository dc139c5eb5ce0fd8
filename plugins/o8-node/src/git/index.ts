export {
  createGitService,
  o8GitServiceRef,
  type GitService,
} from './GitService';
export type {
  GitAuthor,
  GitCloneOptions,
  GitCommitOptions,
  GitFile,
  GitPushOptions,
  GitRemote,
  GitRevision,
  GitSnapshot,
  GitTreeEntry,
} from './GitRemote';
export type { GitCredentials } from './readGitCredentials';
export { writeFiles } from './writeFiles';
