export { o8ApiRef } from './o8ApiRef';
