export { createModuleValidateAction } from './createModuleValidateAction';
