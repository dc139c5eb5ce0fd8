import type { System } from '../System';

export const pipelines: System = { rows: [] };
