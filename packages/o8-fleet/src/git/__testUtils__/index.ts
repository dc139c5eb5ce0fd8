export { fetchRaw } from './fetchRaw';
export { commit, runGit, TestHost } from './TestHost';
