export { LegacyModulesPage } from './LegacyModulesPage';
export { ModulesPage } from './ModulesPage';
