export { EmptyState, type EmptyStateProps } from './EmptyState';
export { FacetCard, type FacetCardProps } from './FacetCard';
export { FacetRows, type FacetRow } from './FacetRows';
export { NoPlacement } from './NoPlacement';
