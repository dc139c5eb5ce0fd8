export {
  DEFAULT_TIMING,
  scaleTiming,
  type AssessTiming,
  type ConnectionTiming,
  type EngineTiming,
  type LeaseTiming,
  type RunnerTiming,
  type StoreTiming,
} from './EngineTiming';
