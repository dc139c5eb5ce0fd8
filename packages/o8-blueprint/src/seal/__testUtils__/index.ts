export { createCertificate } from './createCertificate';
export { openSealed } from './openSealed';
