export { createModuleRegisterAction } from './createModuleRegisterAction';
