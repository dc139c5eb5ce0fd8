export { sealedSecretsSource } from './sealedSecretsSource';
