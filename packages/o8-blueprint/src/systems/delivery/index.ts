import type { System } from '../System';

export const delivery: System = { rows: [] };
