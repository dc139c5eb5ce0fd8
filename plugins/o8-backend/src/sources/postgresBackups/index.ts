export { postgresBackupsSource } from './postgresBackupsSource';
