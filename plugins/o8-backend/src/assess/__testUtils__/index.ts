export { createAssessInput } from './createAssessInput';
export { createStatus } from './createStatus';
export {
  createEntity,
  createModuleFacts,
  GOOD,
  judge,
  NOT_FRESH,
  statusesBut,
  type Objects,
} from './judge';
export { toKnownFacts } from './toKnownFacts';
