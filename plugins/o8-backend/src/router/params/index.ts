export { choicesParam } from './choicesParam';
export { fieldsParam, pickFields, type FieldTree } from './fieldsParam';
export { filterParam, type Filter } from './filterParam';
export { noParams } from './noParams';
export { orderParam, type Order } from './orderParam';
export { pageParams } from './pageParams';
export { timeParam } from './timeParam';
