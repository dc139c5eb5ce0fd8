import fc from 'fast-check';
import type { AnySystem } from './AnySystem';

export const exposure: AnySystem = { zone: {}, fields: () => fc.constant({}) };
