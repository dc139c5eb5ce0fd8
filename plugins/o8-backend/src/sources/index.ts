export { createConfiguredSources } from './createConfiguredSources';
export { toSourceStatuses } from './toSourceStatuses';
