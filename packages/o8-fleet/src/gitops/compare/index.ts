export { compareTargets, getLive, type ComparedTarget } from './compareTargets';
export { healthOf, worstHealth } from './healthOf';
export {
  ignoredPointers,
  isInLists,
  withoutPointers,
} from './ignoreDifferences';
