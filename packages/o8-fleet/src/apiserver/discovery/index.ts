export { Catalog } from './Catalog';
export { serveDiscovery } from './serveDiscovery';
export { toVersionInfo } from './toVersionInfo';
