export { createAssessInput } from './createAssessInput';
export { createStatus } from './createStatus';
export { toKnownFacts } from './toKnownFacts';
