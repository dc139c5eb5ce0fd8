import fc from 'fast-check';
import type { AnySystem } from './AnySystem';

export const events: AnySystem = { zone: {}, fields: () => fc.constant({}) };
