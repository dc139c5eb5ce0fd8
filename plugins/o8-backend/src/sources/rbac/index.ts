export { rbacSource } from './rbacSource';
