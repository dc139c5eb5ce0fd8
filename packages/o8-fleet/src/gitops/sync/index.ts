export { ApplicationController } from './ApplicationController';
export { deleteLive, listIn } from './deleteLive';
export type { Surroundings } from './findTargets';
export { Settled } from './Settled';
