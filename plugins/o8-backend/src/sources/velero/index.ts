export { isExcluded } from './toSubjects';
export { veleroSource } from './veleroSource';
export {
  readBackup,
  readSchedule,
  readStorage,
  type BackupValue,
  type ScheduleValue,
  type StorageValue,
} from './veleroFacts';
