export { LiveValue, type LiveState } from './LiveValue';
export { useLiveValue } from './useLiveValue';
export { useModulesSignal } from './useModulesSignal';
export { usePollMs } from './usePollMs';
