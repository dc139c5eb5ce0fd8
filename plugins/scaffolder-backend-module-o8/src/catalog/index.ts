export {
  inspectCatalog,
  type CatalogInspection,
  type InspectCatalogOptions,
} from './inspectCatalog';
export { requireOwner } from './requireOwner';
