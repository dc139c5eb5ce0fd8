import fc from 'fast-check';
import type { AnySystem } from './AnySystem';

export const data: AnySystem = { zone: {}, fields: () => fc.constant({}) };
