export { istioSecuritySource } from './istioSecuritySource';
