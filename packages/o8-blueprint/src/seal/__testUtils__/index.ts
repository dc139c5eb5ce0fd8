export { createCertificate } from './createCertificate';
export { openSealed } from './openSealed';
export { readThrowAwayKeys } from './throwAwayKeys';
