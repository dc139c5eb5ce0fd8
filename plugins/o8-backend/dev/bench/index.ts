export { benchPlugin } from './benchPlugin';
export { policyModule } from './policyModule';
export { signInModule } from './signInModule';
