import type { System } from '../System';

export const telemetry: System = { rows: [] };
