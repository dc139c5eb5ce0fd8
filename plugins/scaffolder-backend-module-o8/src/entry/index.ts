export {
  entryFolder,
  planEntry,
  type PlanEntryOptions,
  type PlannedEntry,
} from './planEntry';
