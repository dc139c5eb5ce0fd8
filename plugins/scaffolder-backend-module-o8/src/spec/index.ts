export { findDifferences } from './findDifferences';
export { describeProblems, requireResult, requireSpec } from './requireResult';
export { toSpecInput, type ModuleForm } from './toSpecInput';
