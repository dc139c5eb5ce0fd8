export { isExcluded, toSubjects } from './toSubjects';
export { templateSchema } from './veleroSchemas';
export { veleroSource } from './veleroSource';
export {
  readBackup,
  readSchedule,
  readStorage,
  type BackupValue,
  type ScheduleValue,
  type StorageValue,
} from './veleroFacts';
