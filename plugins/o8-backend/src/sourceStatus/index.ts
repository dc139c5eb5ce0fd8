export {
  CONNECTION_SOURCE,
  createConfiguredSources,
  type ConfiguredCluster,
} from './createConfiguredSources';
export { toSourceStatuses, type SourceStatusInput } from './toSourceStatuses';
