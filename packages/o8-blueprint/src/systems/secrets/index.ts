import type { System } from '../System';

export const secrets: System = { rows: [] };
