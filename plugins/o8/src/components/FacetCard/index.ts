export { EmptyState, type EmptyStateProps } from './EmptyState';
export { FacetCard, type FacetCardProps } from './FacetCard';
export { FacetRows, type FacetRow } from './FacetRows';
