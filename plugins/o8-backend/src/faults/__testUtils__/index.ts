export { ARGOCD, createArgocdWorld } from './createArgocdWorld';
export { createClusterFault, createKindFault } from './createFault';
export { eventually } from './eventually';
export {
  allOf,
  BYSTANDER,
  NOTHING,
  only,
  VICTIM,
  type FaultCase,
} from './FaultCase';
export { FaultWorld, isNotRead } from './FaultWorld';
export { Health, type HealthSample } from './Health';
export { Troublemaker } from './Troublemaker';
export { recordMeasure } from './recordMeasure';
export { NOTICE, PATIENCE, RECOVERY, scaled, TIMING } from './scaledTiming';
export { toTestTimeoutMs } from './survive';
export { useWorld } from './useWorld';
