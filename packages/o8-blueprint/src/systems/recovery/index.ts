import type { System } from '../System';

export const recovery: System = { rows: [] };
