export { RepositoryFiles } from './RepositoryFiles';
export { Sources } from './Sources';
