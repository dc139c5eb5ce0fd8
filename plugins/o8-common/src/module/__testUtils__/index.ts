export { createDetail, createSummary } from './createDetail';
export { createHistory } from './createHistory';
