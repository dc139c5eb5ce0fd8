export { authorize } from './authorize';
export type { PolicyRule } from './PolicyRule';
export { READER_RULES } from './readerRules';
export { ADMIN, createViewer, READER, type User } from './Role';
export { TokenTable } from './TokenTable';
