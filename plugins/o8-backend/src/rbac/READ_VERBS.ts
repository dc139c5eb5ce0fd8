/**
 * What the engine does with objects. There is no `get` among it: objects are listed, and
 * then watched; none is ever asked for by its name.
 */
export const READ_VERBS = ['list', 'watch'] as const;
