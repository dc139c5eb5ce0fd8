export { readModules } from './readModules';
