export { Git, GitError, readStart, type GitOutput } from './Git';
export { MAIN_BRANCH_POLICY } from './policy';
export { requireGit } from './requireGit';
