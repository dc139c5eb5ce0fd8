export { ModuleNames, type NameQuery } from './ModuleNames';
export { toSummary } from './toSummary';
