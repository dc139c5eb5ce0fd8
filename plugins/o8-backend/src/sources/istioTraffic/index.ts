export { istioTrafficSource } from './istioTrafficSource';
