export { O8ModuleName } from './O8ModuleName';
export { moduleNameSchema } from './schema';
export { validateModuleName } from './validateModuleName';
