import fc from 'fast-check';
import type { AnySystem } from './AnySystem';

export const delivery: AnySystem = { zone: {}, fields: () => fc.constant({}) };
