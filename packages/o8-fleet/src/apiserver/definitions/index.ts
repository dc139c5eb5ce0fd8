export { admitCrd, isAccepted, type CrdSurroundings } from './admitCrd';
export { followDefinitions, removeKind } from './followDefinitions';
export { crdNameOf, toCrd } from './toCrd';
