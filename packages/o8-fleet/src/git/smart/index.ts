export { GIT_USER } from './isAuthorized';
export { parseSmartRequest } from './parseSmartRequest';
export { serveSmart } from './serveSmart';
