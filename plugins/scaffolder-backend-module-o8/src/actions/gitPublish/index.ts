export { createGitPublishAction } from './createGitPublishAction';
