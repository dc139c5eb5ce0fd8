export { policyExceptionsSource } from './policyExceptionsSource';
