export {
  CONNECTION_SOURCE,
  createConfiguredSources,
} from './createConfiguredSources';
export { FRESH_PROMISE_MS, toSourceStatuses } from './toSourceStatuses';
