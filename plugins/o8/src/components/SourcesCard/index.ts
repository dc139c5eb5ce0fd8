export { SourcesCard } from './SourcesCard';
export { toSourceRow } from './toClusterRows';
