export { certificatesSource } from './certificatesSource';
