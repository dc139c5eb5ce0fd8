export { LiveValue, type LiveState } from './LiveValue';
export { SignalFeed } from './SignalFeed';
export { useCheckedAt, useLiveValue } from './useLiveValue';
export { useModulesSignal, useSignalFeed } from './useModulesSignal';
