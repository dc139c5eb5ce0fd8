export { findSchema } from './findSchema';
