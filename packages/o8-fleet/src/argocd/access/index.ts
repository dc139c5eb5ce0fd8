export { PORTAL, PORTAL_USER, type Account } from './Account';
export { enforce, type Caller } from './Caller';
