export { volumeBackupsSource } from './volumeBackupsSource';
