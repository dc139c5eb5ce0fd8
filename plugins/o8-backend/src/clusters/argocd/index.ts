export {
  ArgocdConnection,
  type ArgocdConnectionOptions,
} from './ArgocdConnection';
