export type { Caller, VisibleModules } from './Caller';
export { CallerService, type CallerServiceOptions } from './CallerService';
