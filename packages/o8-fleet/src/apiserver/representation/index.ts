export { parseAccept, type MediaType } from './parseAccept';
export { chooseRepresentation, type Representation } from './Representation';
export { toPartialMetadata } from './toPartialMetadata';
export { formatAge, toTable, toTableRow } from './toTable';
