export { gatewaysSource } from './gatewaysSource';
