export {
  commitFiles,
  type CommitContent,
  type FirstCommit,
} from './commitFiles';
export type { Commit } from './parseLog';
export type { TreeEntry } from './parseTree';
export { Repositories } from './Repositories';
export type { CommitDetails, Repository } from './Repository';
export { isPathPart } from './repositoryPath';
