export { namespacesSource, readNamespace } from './namespacesSource';
