export { o8RootHealthServiceFactory } from './o8RootHealthServiceFactory';
export { readinessServiceRef } from './readinessServiceRef';
export { watchStore } from './watchStore';
