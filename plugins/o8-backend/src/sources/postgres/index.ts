export { postgresSource } from './postgresSource';
