export { findErrorMessage } from './findErrorMessage';
export { isNotAllowed, isNotFound } from './responseStatus';
