export { Status, type StatusProps, type Tone } from './Status';
