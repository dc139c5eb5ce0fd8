import type { System } from '../System';

export const events: System = { rows: [] };
