export { ModuleSignals } from './ModuleSignals';
