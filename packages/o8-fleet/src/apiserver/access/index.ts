export { authorize } from './authorize';
export { ADMIN, createReader, type PolicyRule, type User } from './Role';
export { TokenTable } from './TokenTable';
