export { parseFieldSelector } from './parseFieldSelector';
export { parseLabelSelector, type Predicate } from './parseLabelSelector';
