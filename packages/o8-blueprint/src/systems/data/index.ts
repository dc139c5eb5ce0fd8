import type { System } from '../System';

export const data: System = { rows: [] };
