export { createModuleGenerateAction } from './createModuleGenerateAction';
