export { compareTargets, getLive, type ComparedTarget } from './compareTargets';
export { healthOf, worstHealth } from './healthOf';
export { ignoredPointers, withoutPointers } from './ignoreDifferences';
