import type { System } from '../System';

export const mesh: System = { rows: [] };
