import fc from 'fast-check';
import type { AnySystem } from './AnySystem';

export const observability: AnySystem = {
  zone: {},
  fields: () => fc.constant({}),
};
