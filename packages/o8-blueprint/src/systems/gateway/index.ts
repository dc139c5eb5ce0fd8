import type { System } from '../System';

export const gateway: System = { rows: [] };
