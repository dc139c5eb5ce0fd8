export { createHistoryCursor, readHistoryCursor } from './historyCursor';
export { toHistoryEntry } from './toHistoryEntry';
export { toHistorySelection, type HistoryWish } from './toHistorySelection';
