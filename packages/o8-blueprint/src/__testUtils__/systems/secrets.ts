import fc from 'fast-check';
import type { AnySystem } from './AnySystem';

export const secrets: AnySystem = { zone: {}, fields: () => fc.constant({}) };
