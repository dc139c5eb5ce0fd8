import type { System } from '../System';

export const policies: System = { rows: [] };
