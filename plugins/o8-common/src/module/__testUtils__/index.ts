export { createDetail, createSummary } from './createDetail';
