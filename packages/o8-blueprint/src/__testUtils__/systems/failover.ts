import fc from 'fast-check';
import type { AnySystem } from './AnySystem';

export const failover: AnySystem = { zone: {}, fields: () => fc.constant({}) };
