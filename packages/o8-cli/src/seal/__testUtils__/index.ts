export { CERTIFICATE } from './certificate';
