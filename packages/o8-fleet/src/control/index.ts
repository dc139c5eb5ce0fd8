export { createControlRouter } from './createControlRouter';
export { FleetControl, type FleetState } from './FleetControl';
export type { FleetLife } from './FleetLife';
