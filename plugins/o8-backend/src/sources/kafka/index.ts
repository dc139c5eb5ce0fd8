export { kafkaSource } from './kafkaSource';
