export { secretStoresSource } from './secretStoresSource';
