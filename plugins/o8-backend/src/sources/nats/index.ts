export { natsSource } from './natsSource';
